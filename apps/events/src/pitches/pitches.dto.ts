import { events } from '@park/contracts';
import { Choice, DateField, Decimal, Formed, Id, ListQuery, Text, Whole } from '@park/service-kit';
import type { ApplicantKind, ProjectSector, ProjectStage } from '../projects/project.ts';
import type { PitchState } from './pitch.ts';

const mostScore = 1_000_000;
const earlierScore = { description: 'Score of the round before; decides ties where the rule says so', optional: true };
const advice = (dimension: string) => ({ description: `${dimension}; names no person`, optional: true });

export class DraftPitchDto {
  @Id()
  panel_id: string;

  @Id()
  project_id: string;
}

export class ShortlistPitchDto {
  @Decimal(0, mostScore, 4, earlierScore)
  earlier_round_score?: number;
}

export class ScreenOutPitchDto {
  @Text(500, { description: 'Names no person' })
  reason: string;

  @Id({ description: 'The member of the panel who vetoed it as off topic 一票否决', optional: true })
  vetoed_by?: string;
}

export class PresentPitchDto {
  @DateField({ description: 'A day of the roadshow; today or its last day where it is left out', optional: true })
  presented_on?: string;
}

export class AdvisePitchDto {
  @Text(2000, advice('创业规划'))
  startup_plan?: string;

  @Text(2000, advice('技术可行性'))
  technical_feasibility?: string;

  @Text(2000, advice('企业发展'))
  enterprise_development?: string;
}

export class PitchReasonDto {
  @Text(500, { description: 'Names no person' })
  reason: string;
}

export class PitchesQuery extends ListQuery {
  @Id({ optional: true })
  panel_id?: string;

  @Id({ optional: true })
  gathering_id?: string;

  @Id({ optional: true })
  project_id?: string;

  @Choice(events.pitchStates, { optional: true })
  state?: PitchState;

  @Choice(events.projectStages, { optional: true })
  stage?: ProjectStage;

  @Choice(events.projectSectors, { optional: true })
  sector?: ProjectSector;

  @Choice(events.applicantKinds, { optional: true })
  applicant_kind?: ApplicantKind;

  @DateField({ description: 'Presented on this day or later', optional: true })
  presented_on_from?: string;

  @DateField({ description: 'Presented before this day', optional: true })
  presented_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: a pitch as far as it came. By project and gathering; a known one is caught up on. */
export class PitchRow {
  @Formed(/^(?!PT-\d+$)[A-Z0-9][A-Z0-9-]{0,39}$/, 'at most 40 capital letters, digits and hyphens, and not of the series PT-000001', {
    description: 'The park gives the codes of the series PT-000001 by itself',
    example: 'BUOY-ROADSHOW-2025',
  })
  code: string;

  @Text(40, { description: 'Code of the project', example: 'BUOY-2025' })
  project_code: string;

  @Text(40, { description: 'Code of the roadshow, which has a panel', example: 'ROADSHOW-2025' })
  gathering_code: string;

  @DateField({ example: '2025-08-01' })
  submitted_on: string;

  @Choice(['shortlisted', 'screened_out'], { description: 'Empty where nothing was decided yet', optional: true })
  decision?: 'shortlisted' | 'screened_out';

  @Text(500, { description: 'Required with screened_out; names no person', optional: true })
  reason?: string;

  @Decimal(0, mostScore, 4, earlierScore)
  earlier_round_score?: number;

  @DateField({ description: 'A day of the roadshow; empty where it was not presented', optional: true })
  presented_on?: string;

  @Whole(1, 10_000, { description: 'Place in the order of a roadshow that is over; needs presented_on', optional: true })
  position?: number;

  @Decimal(0, mostScore, 4, { description: 'Final score; needs presented_on, rank and n_judges', optional: true })
  score?: number;

  @Whole(1, 10_000, { optional: true })
  rank?: number;

  @Whole(1, 1_000, { description: 'Score sheets that counted', optional: true })
  n_judges?: number;

  @Whole(0, 1_000, { description: 'Experts with a conflict of interest', default: 0, optional: true })
  n_conflicts?: number;
}
