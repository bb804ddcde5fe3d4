import { alliance } from '@park/contracts';
import { Choice, DateField, Id, ListQuery, Sha256, Text } from '@park/service-kit';
import type { RotationTermKind, RotationTermState } from './rotation-term.ts';

export class HandOverDto {
  @Sha256({ description: 'SHA-256 of the hand-over note, hex' })
  note_sha256: string;
}

export class ExcuseDto {
  @Id({
    description: 'The later term of the plan that it exchanges with; the next one whose member is active where it is left out',
    optional: true,
  })
  with_term_id?: string;

  @Text(1000, { description: 'Names no person', example: 'its hall is rebuilt' })
  reason: string;
}

export class RotationTermsQuery extends ListQuery {
  @Choice(alliance.rotationTermStates, { optional: true })
  state?: RotationTermState;

  @Choice(alliance.rotationTermKinds, { optional: true })
  kind?: RotationTermKind;

  @Id({ optional: true })
  plan_id?: string;

  @Id({ optional: true })
  membership_id?: string;

  @DateField({ description: 'Terms that begin on this day or later', optional: true })
  start_on_from?: string;

  @DateField({ description: 'Terms that begin before this day', optional: true })
  start_on_to?: string;

  @Text(100, { description: 'Part of the code, the name or the USCC', optional: true })
  q?: string;
}

export class ChairQuery {
  @DateField({ description: 'Today where it is left out', optional: true })
  on?: string;
}
