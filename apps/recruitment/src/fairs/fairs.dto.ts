import { recruitment } from '@park/contracts';
import { Choice, DateField, Formed, Id, InstantField, ListQuery, SomeOf, Text, Whole } from '@park/service-kit';
import type { FairState } from './fair.ts';

const minutesOfADay = 24 * 60;

class FairScheduleDto {
  @InstantField({ description: 'Employers apply for booths from then on', example: '2025-07-28T09:00:00+08:00' })
  employer_registration_from: string;

  @InstantField({ description: 'Employers choose their booths from then on', example: '2025-08-04T09:00:00+08:00' })
  booth_selection_from: string;

  @InstantField({ description: 'Candidates register from then on', example: '2025-08-11T09:00:00+08:00' })
  candidate_registration_from: string;

  @InstantField({
    description: 'Exclusive: until when employers check in; half an hour after the beginning where it is left out',
    example: '2025-08-18T09:30:00+08:00',
    optional: true,
  })
  check_in_until?: string;

  @InstantField({
    description: 'Exclusive: until when a confirmed booth is cancelled without a mark; 24 hours before the beginning where it is left out',
    example: '2025-08-17T09:00:00+08:00',
    optional: true,
  })
  free_cancel_until?: string;

  @Whole(1, minutesOfADay, { description: 'A booth is held for so many minutes', default: 30, optional: true })
  hold_minutes?: number;

  @Whole(1, minutesOfADay, { description: 'An offer from the waiting list holds for so many minutes', default: 30, optional: true })
  offer_minutes?: number;
}

const code = { description: 'Never changed, never used again', example: 'JF-2025-08' };
const codeForm = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
const codeWords = 'at most 40 capital letters, digits and hyphens';

export class DraftFairDto extends FairScheduleDto {
  @Formed(codeForm, codeWords, code)
  code: string;

  @Id({ description: 'The gathering of the events service, of the type job_fair, on which it takes place' })
  gathering_id: string;
}

export class ChangeFairDto extends SomeOf(FairScheduleDto) {}

export class FileFairDto {
  @Text(100, { description: 'Number that the authority gave 备案号', example: '青人社招备〔2025〕12号' })
  filing_no: string;

  @DateField({ description: 'At least 15 days before the fair', example: '2025-07-25' })
  filed_on: string;
}

export class FairReasonDto {
  @Text(1000, { description: 'Names no person', example: 'typhoon' })
  reason: string;
}

export class ReportFairDto {
  @DateField({ description: 'Today where it is left out', example: '2025-08-22', optional: true })
  reported_on?: string;
}

export class FairsQuery extends ListQuery {
  @Choice(recruitment.fairStates, { optional: true })
  state?: FairState;

  @Id({ optional: true })
  gathering_id?: string;

  @InstantField({ description: 'Fairs that begin at this moment or later', optional: true })
  starts_at_from?: string;

  @InstantField({ description: 'Fairs that begin before this moment', optional: true })
  starts_at_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}

/** A row of the import: a fair that was filed. One that is over is brought in as under way, so that its booths follow, and is closed by hand. */
export class FairRow extends FairScheduleDto {
  @Formed(codeForm, codeWords, code)
  code: string;

  @Text(40, { description: 'Code of the gathering of the events service', example: 'JOBFAIR-2024' })
  gathering_code: string;

  @Text(100, { description: 'Number that the authority gave 备案号' })
  filing_no: string;

  @DateField({ description: 'At least 15 days before the fair' })
  filed_on: string;
}
