import { recruitment } from '@park/contracts';
import { Choice, DateField, Fen, Flag, Id, InstantField, ListQuery, Text } from '@park/service-kit';
import { longestAnswerDays, type OfferState, type OfferTerms } from './offer.ts';

export class DraftOfferDto implements OfferTerms {
  @Id({ description: 'An active application for a posting that is published or paused' })
  application_id: string;

  @Fen({ description: 'A month, CNY fen 分', example: 1_000_000 })
  salary_fen: number;

  @DateField({ description: 'The first day of work, at most a year ahead', example: '2025-09-01' })
  start_on: string;
}

export class ExtendOfferDto {
  @InstantField({
    description: `Until when it can be accepted: at most ${longestAnswerDays} days ahead, and not after the day of start_on`,
    example: '2025-07-01T10:00:00Z',
  })
  expires_at: string;
}

export class AcceptOfferDto {
  @Flag({
    description: 'The candidate wants a talent apartment: housing gets the identity, so a consent to the purpose housing must stand',
    default: false,
    optional: true,
  })
  wants_home?: boolean;
}

export class OfferReasonDto {
  @Text(500, { description: 'Names no person', example: 'took another job' })
  reason: string;
}

export class OffersQuery extends ListQuery {
  @Choice(recruitment.offerStates, { optional: true })
  state?: OfferState;

  @Id({ optional: true })
  posting_id?: string;

  @Id({ optional: true })
  application_id?: string;

  @Id({ optional: true })
  candidate_id?: string;

  @Id({ optional: true })
  employer_id?: string;

  @Id({ optional: true })
  fair_id?: string;

  @Choice(recruitment.applicationSources, { optional: true })
  source?: (typeof recruitment.applicationSources)[number];

  @DateField({ description: 'Starts on this day or later', optional: true })
  start_on_from?: string;

  @DateField({ description: 'Starts before this day', optional: true })
  start_on_to?: string;

  @Text(100, { description: 'Part of the code', optional: true })
  q?: string;
}
