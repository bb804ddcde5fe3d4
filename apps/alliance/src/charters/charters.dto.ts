import { alliance } from '@park/contracts';
import { Choice, ListQuery, Sha256, Text } from '@park/service-kit';
import type { CharterState } from './charter.ts';

export class DraftCharterDto {
  @Text(200, { example: '党建联盟章程（修订）' })
  title: string;

  @Sha256()
  sha256: string;
}

export class ChartersQuery extends ListQuery {
  @Choice(alliance.charterStates, { optional: true })
  state?: CharterState;

  @Text(100, { description: 'Part of the code or the title', optional: true })
  q?: string;
}
