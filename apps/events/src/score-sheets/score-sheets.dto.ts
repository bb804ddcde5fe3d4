import { events } from '@park/contracts';
import { Choice, Decimal, Formed, Id, ListQuery, NestedList, Text, Texts } from '@park/service-kit';
import type { ConflictKind } from './conflict.ts';
import type { ScoreSheetSource, ScoreSheetState } from './score-sheet.ts';

const criterionCode = /^[a-z][a-z0-9_]{0,39}$/;
export const mostPoints = 1_000;
export const mostCriteria = 20;

export class ScoreDto {
  @Formed(criterionCode, 'at most 40 small letters, digits and underscores', {
    description: 'Code of the criterion',
    example: 'innovation',
  })
  code: string;

  @Decimal(0, mostPoints, 2, { example: 52.5 })
  points: number;
}

export class AssignScoreSheetDto {
  @Id()
  pitch_id: string;

  @Id()
  expert_id: string;
}

export class FillInScoreSheetDto {
  @NestedList(() => ScoreDto, 1, mostCriteria, { description: 'Points by criterion; they replace those filled in before' })
  scores: ScoreDto[];
}

export class DeclareConflictDto {
  @Choice(events.conflictKinds, { description: 'personal: only the judge can know' })
  kind: ConflictKind;
}

export class ScoreSheetReasonDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class ScoreSheetsQuery extends ListQuery {
  @Id({ optional: true })
  panel_id?: string;

  @Id({ optional: true })
  pitch_id?: string;

  @Id({ optional: true })
  expert_id?: string;

  @Choice(events.scoreSheetStates, { optional: true })
  state?: ScoreSheetState;

  @Choice(events.scoreSheetSources, { optional: true })
  source?: ScoreSheetSource;

  @Choice(events.conflictKinds, { optional: true })
  conflict_kind?: ConflictKind;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: a signed sheet. By pitch and expert; a submitted one stays as it is. */
export class ScoreSheetRow {
  @Text(40, { description: 'Code of the roadshow', example: 'ROADSHOW-2025' })
  gathering_code: string;

  @Text(40, { description: 'Code of the pitch', example: 'BUOY-ROADSHOW-2025' })
  pitch_code: string;

  @Text(40, { description: 'Code of the expert, a member of the panel', example: 'EXPERT-MARINE-1' })
  expert_code: string;

  @Texts(mostCriteria, 60, { description: '`code=points` of each criterion', example: 'innovation=52.5;market=36' })
  points: string[];
}
