import { recruitment } from '@park/contracts';
import { IdentityDto } from '@park/directory';
import { Choice, DateField, Flag, Id, ListQuery, Text, Uscc, Whole } from '@park/service-kit';
import type { Education } from '../postings/posting.ts';
import { openStages, type ApplicationSource, type ApplicationState, type OpenStage } from './application.ts';

const source = { description: 'web 网上, fair_scan 招聘会扫码, referral 内推, import 导入' };

export class ApplyDto {
  @Id()
  posting_id: string;

  @Id()
  candidate_id: string;

  @Choice(['web', 'fair_scan', 'referral'], source)
  source: Exclude<ApplicationSource, 'import'>;

  @Id({ description: 'The fair that brought it; required for the source fair_scan', optional: true })
  fair_id?: string;

  @Flag({ description: 'The candidate agrees that the employer sees the application; required unless that consent stands', optional: true })
  consent?: boolean;
}

export class MoveApplicationDto {
  @Choice(recruitment.applicationStates, { description: 'The state that the caller has seen' })
  from: ApplicationState;

  @Choice(openStages, { description: 'Forward, or back by one; the later ones are set by an offer' })
  to: OpenStage;
}

export class ApplicationReasonDto {
  @Text(1000, { description: 'Names no person', example: 'another field of study' })
  reason: string;
}

export class ApplicationsQuery extends ListQuery {
  @Id({ optional: true })
  posting_id?: string;

  @Id({ optional: true })
  employer_id?: string;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Id({ optional: true })
  candidate_id?: string;

  @Id({ optional: true })
  fair_id?: string;

  @Choice(recruitment.applicationStates, { optional: true })
  state?: ApplicationState;

  @Choice(recruitment.applicationSources, { ...source, optional: true })
  source?: ApplicationSource;

  @Text(6, { description: 'GB/T 4754', optional: true })
  industry_code?: string;

  @DateField({ optional: true })
  applied_on_from?: string;

  @DateField({ description: 'Exclusive', optional: true })
  applied_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: an application as far as it came without an offer. By posting and person; a known one stays as it is. */
export class ApplicationRow extends IdentityDto {
  @Text(40, { description: 'Code of the posting', example: 'JP-2024-A17' })
  posting_code: string;

  @Choice(recruitment.educations)
  education: Education;

  @Whole(1950, 2100, { description: 'Year of graduation', optional: true })
  graduation_year?: number;

  @DateField()
  applied_on: string;

  @Choice(recruitment.applicationSources, { ...source, default: 'import', optional: true })
  source?: ApplicationSource;

  @Text(40, { description: 'Code of the fair that brought it; required for the source fair_scan', optional: true })
  fair_code?: string;

  @Choice(openStages, { description: 'How far it came', default: 'submitted', optional: true })
  stage?: OpenStage;

  @Choice(['rejected', 'withdrawn'], { description: 'How it ended; empty while it is open', optional: true })
  ended?: 'rejected' | 'withdrawn';

  @DateField({ description: 'The day of the stage, or of the end; required with either', optional: true })
  state_on?: string;

  @Text(1000, { description: 'Of the end; names no person; required with it', optional: true })
  reason?: string;

  @Flag({
    description: 'The candidate has agreed that the employer sees the application; without it, it is hidden from it',
    optional: true,
  })
  consent?: boolean;
}
