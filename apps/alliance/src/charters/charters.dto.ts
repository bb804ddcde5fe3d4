import { alliance } from '@park/contracts';
import { Choice, DateField, ListQuery, Sha256, Text, Whole } from '@park/service-kit';
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

/** A row of the import: a version of earlier times. By its number; each is in force until the next one is. */
export class CharterRow extends DraftCharterDto {
  @Whole(1, 10_000, { description: 'The number after the last version that there is' })
  version_number: number;

  @DateField({ description: 'The day on which it came into force, later than that of the version before' })
  in_force_from: string;
}
