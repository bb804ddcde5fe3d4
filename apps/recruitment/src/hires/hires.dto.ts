import { recruitment } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, DateField, Fen, Flag, Id, ListQuery, Sha256, Text, Whole } from '@park/service-kit';
import type { Education } from '../postings/posting.ts';
import type { FollowUpSide } from './follow-up.ts';
import { followUpDays, type FollowUpDay, type HireState, type RetentionBasis } from './hire.ts';

const probation = { description: 'Exclusive; at most six months after the start 试用期', example: '2025-12-01', optional: true };

export class MoveStartDto {
  @DateField({ description: 'The first day of work as it is agreed now, from today to a year ahead', example: '2025-10-01' })
  start_on: string;

  @Text(500, { description: 'Names no person', example: 'the diploma is issued in September' })
  reason: string;
}

export class StartHireDto {
  @DateField({ description: 'The first day of work, today or earlier' })
  started_on: string;

  @DateField(probation)
  probation_until?: string;
}

export class HireReasonDto {
  @Text(500, { description: 'Names no person', example: 'took another job' })
  reason: string;
}

export class LeaveHireDto {
  @DateField({ description: 'The first day on which they did not work there any more, today or earlier' })
  left_on: string;

  @Text(500, { description: 'Names no person', optional: true })
  reason?: string;
}

export class FollowUpDto {
  @Whole(followUpDays[0], followUpDays.at(-1)!, { description: `Days after the start: ${followUpDays.join(', ')}` })
  day: FollowUpDay;

  @Choice(recruitment.followUpSides, {
    description: 'employer 用人单位 (an employer’s token speaks as this side alone), candidate 本人, social_insurance 社保记录',
  })
  said_by: FollowUpSide;

  @Flag({ description: 'Whether they worked there on that day' })
  employed: boolean;

  @Sha256({ description: 'SHA-256 of the evidence, hex; required for social_insurance', optional: true })
  evidence_sha256?: string;
}

export class HiresQuery extends ListQuery {
  @Choice(recruitment.hireStates, { optional: true })
  state?: HireState;

  @Flag({ description: 'Still there 90 days after the start; only those decided so', optional: true })
  retained?: boolean;

  @Choice(recruitment.retentionBases, { optional: true })
  retained_basis?: RetentionBasis;

  @Id({ optional: true })
  posting_id?: string;

  @Id({ optional: true })
  application_id?: string;

  @Id({ optional: true })
  offer_id?: string;

  @Id({ optional: true })
  candidate_id?: string;

  @Id({ optional: true })
  employer_id?: string;

  @Id({ optional: true })
  fair_id?: string;

  @Choice(recruitment.applicationSources, { optional: true })
  source?: (typeof recruitment.applicationSources)[number];

  @DateField({ description: 'Started on this day or later', optional: true })
  started_on_from?: string;

  @DateField({ description: 'Started before this day', optional: true })
  started_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: a hire of earlier times with all that led to it. By posting and person; a known one is caught up on. */
export class HireRow extends IdentityDto {
  @Text(40, { description: 'Code of the posting', example: 'JP-2024-A17' })
  posting_code: string;

  @Choice(recruitment.educations)
  education: Education;

  @Whole(1950, 2100, { description: 'Year of graduation', optional: true })
  graduation_year?: number;

  @DateField({ description: 'The day of the application' })
  applied_on: string;

  @Choice(recruitment.applicationSources, { default: 'import', optional: true })
  source?: (typeof recruitment.applicationSources)[number];

  @Text(40, { description: 'Code of the fair that brought it; required for the source fair_scan', optional: true })
  fair_code?: string;

  @Fen({ description: 'A month, CNY fen 分; the least that the posting promises where it is left out', optional: true })
  salary_fen?: number;

  @DateField({ description: 'The day on which the offer was extended; that of the answer where it is left out', optional: true })
  offered_on?: string;

  @DateField({ description: 'The day on which it was accepted' })
  accepted_on: string;

  @DateField({ description: 'The day agreed for the start' })
  start_on: string;

  @Flag({ description: 'The candidate wants a talent apartment; consent_housing is required with it, and no start', optional: true })
  wants_home?: boolean;

  @DateField({ description: 'The first day of work; empty while they have not started', optional: true })
  started_on?: string;

  @DateField(probation)
  probation_until?: string;

  @DateField({ description: 'The first day on which they did not work there any more', optional: true })
  left_on?: string;

  @Flag({ description: 'What the employer said for day 90 after the start', optional: true })
  retained_by_employer?: boolean;

  @Flag({ description: 'What the candidate said for day 90; consent_follow_up is required with it', optional: true })
  retained_by_candidate?: boolean;

  @Flag({ description: 'What the social insurance says for day 90; insurance_sha256 is required with it', optional: true })
  retained_by_insurance?: boolean;

  @Sha256({ description: 'SHA-256 of the record of the social insurance, hex', optional: true })
  insurance_sha256?: string;

  @Flag({ description: 'The candidate has agreed that the employer sees the application', optional: true })
  consent?: boolean;

  @Flag({ description: 'The candidate has agreed to be asked later', optional: true })
  consent_follow_up?: boolean;

  @Flag({ description: 'The candidate has agreed that housing may have the identity', optional: true })
  consent_housing?: boolean;
}
