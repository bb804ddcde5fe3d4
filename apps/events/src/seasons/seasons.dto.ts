import { events } from '@park/contracts';
import { Choice, DateField, Formed, ListQuery, SomeOf, Text } from '@park/service-kit';
import type { SeasonState } from './season.ts';

/** As in addresses of the public programme. */
export const programmeCode = /^[A-Z0-9][A-Z0-9-]{0,39}$/;

class SeasonContentDto {
  @Text(100, { example: '青年闯创季' })
  name: string;

  @Text(100, { example: 'Youth Innovation Season', optional: true, nullable: true })
  name_en?: string | null;

  @DateField({ example: '2025-08-18' })
  starts_on: string;

  @DateField({ description: 'Exclusive', example: '2025-08-21' })
  ends_on: string;
}

export class PlanSeasonDto extends SeasonContentDto {
  @Formed(programmeCode, 'at most 40 capital letters, digits and hyphens', { description: 'Never reused', example: 'QCJ-2025' })
  code: string;
}

export class ChangeSeasonDto extends SomeOf(SeasonContentDto) {}

export class CancelSeasonDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class SeasonsQuery extends ListQuery {
  @Choice(events.seasonStates, { optional: true })
  state?: SeasonState;

  @DateField({ description: 'Begins on this day or later', optional: true })
  starts_on_from?: string;

  @DateField({ description: 'Begins before this day', optional: true })
  starts_on_to?: string;

  @Text(100, { description: 'Part of the name or the code', optional: true })
  q?: string;
}

/** A row of the import: a season as far as it has come. */
export class SeasonRow extends PlanSeasonDto {
  @Choice(['planned', 'published', 'closed'], { default: 'planned', optional: true })
  state?: Exclude<SeasonState, 'cancelled'>;
}
