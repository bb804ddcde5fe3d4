import { recruitment } from '@park/contracts';
import { Choice, Id, Ids, InstantField, ListQuery, Text, Texts, Uscc } from '@park/service-kit';
import type { BoothClass } from '../booths/booth.ts';
import type { BoothApplicationState } from './booth-application.ts';

const mostPostings = 50;

export class DraftBoothApplicationDto {
  @Id({ description: 'The fair, while it takes applications' })
  fair_id: string;

  @Id({ description: 'The employer that applies; an employer applies for itself' })
  employer_id: string;
}

export class SubmitBoothApplicationDto {
  @Ids(mostPostings, { description: 'The postings that it brings, each approved' })
  posting_ids: string[];
}

export class BoothReasonDto {
  @Text(500, { description: 'Names no person', example: 'one of the postings has run out' })
  reason: string;
}

export class CancelBoothDto extends BoothReasonDto {
  @Choice(['employer', 'organiser'], { description: 'The side that cancels; an employer’s token cancels for it', optional: true })
  by?: 'employer' | 'organiser';
}

export class HoldBoothDto {
  @Id({ description: 'A booth of the fair that is free' })
  booth_id: string;
}

export class WaitForBoothDto {
  @Choice(recruitment.boothClasses, { description: 'Without it a booth of any class', optional: true })
  wanted_class?: BoothClass;

  @Text(40, { description: 'Without it a booth of any zone', example: 'A', optional: true })
  wanted_zone?: string;
}

export class BoothApplicationsQuery extends ListQuery {
  @Id({ optional: true })
  fair_id?: string;

  @Id({ optional: true })
  employer_id?: string;

  @Uscc({ optional: true })
  employer_uscc?: string;

  @Choice(recruitment.boothApplicationStates, { optional: true })
  state?: BoothApplicationState;

  @Text(100, { description: 'Part of the code or of the employer’s USCC', optional: true })
  q?: string;
}

export const importStates = ['confirmed', 'completed', 'no_show', 'cancelled'] as const;

/** A row of the import: an application as far as it has come, at a fair that a clerk brings in. By fair and employer; a known one is caught up on. */
export class BoothApplicationRow {
  @Text(40, { description: 'Code of the fair', example: 'JF-2024-09' })
  fair_code: string;

  @Uscc()
  employer_uscc: string;

  @Text(40, { description: 'Code of the booth in the fair; needed unless the application was cancelled', example: 'A-01', optional: true })
  booth_code?: string;

  @Choice(importStates, { description: 'confirmed 已确认, completed 已参会, no_show 未到场, cancelled 已取消' })
  state: (typeof importStates)[number];

  @Texts(mostPostings, 40, { description: 'Codes of the postings that it brought', optional: true })
  posting_codes?: string[];

  @InstantField({ description: 'When it was submitted', example: '2024-08-12T10:00:00+08:00' })
  submitted_at: string;

  @InstantField({ description: 'When the booth was confirmed; the moment of submission where it is left out', optional: true })
  confirmed_at?: string;

  @InstantField({ description: 'When the employer checked in; needed for a completed one', optional: true })
  checked_in_at?: string;

  @InstantField({ description: 'When it was cancelled; needed for a cancelled one', optional: true })
  cancelled_at?: string;
}
