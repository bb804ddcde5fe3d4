import type { Offer, OfferState } from './offer.ts';

/** As an offer of some state stands in the table. */
export function anOfferIn(state: OfferState, wish: Partial<Offer> = {}): Offer {
  const wasExtended = !['draft', 'approved'].includes(state);
  const isAnswered = ['accepted', 'declined', 'expired'].includes(state);
  return {
    id: '0197a0c0-0000-7000-8000-000000000066',
    code: 'OF-000001',
    posting_id: '0197a0c0-0000-7000-8000-000000000063',
    employer_id: '0197a0c0-0000-7000-8000-000000000061',
    employer_uscc: '91370200264574251E',
    entity_id: '0197a0c0-0000-7000-8000-000000000002',
    industry_code: 'I65',
    candidate_id: '0197a0c0-0000-7000-8000-000000000064',
    candidate_masked: '王**',
    source: 'fair_scan',
    fair_id: '0197a0c0-0000-7000-8000-000000000060',
    applied_on: '2025-06-01',
    application_id: '0197a0c0-0000-7000-8000-000000000065',
    offer_version: 1,
    state,
    salary_fen: 1_000_000,
    start_on: '2025-07-01',
    drafted_by: 'hr',
    expires_at: wasExtended ? new Date('2025-06-30T10:00:00Z') : null,
    extended_on: wasExtended ? '2025-06-10' : null,
    answered_on: isAnswered ? '2025-06-12' : null,
    opening: state === 'accepted' ? 1 : null,
    wants_home: false,
    reason: ['declined', 'withdrawn'].includes(state) ? 'the pay' : null,
    version: 3,
    created_at: new Date('2025-06-08T00:00:00Z'),
    updated_at: new Date('2025-06-10T00:00:00Z'),
    ...wish,
  };
}
