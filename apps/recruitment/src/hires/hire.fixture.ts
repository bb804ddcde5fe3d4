import type { Hire, HireState } from './hire.ts';

/** As a hire of some state stands in the table: agreed on 2025-06-12 and started on 2025-07-01. */
export function aHireIn(state: HireState, wish: Partial<Hire> = {}): Hire {
  const hasStarted = state === 'started' || state === 'left';
  const hasLeft = state === 'left';
  return {
    id: '0197a0c0-0000-7000-8000-000000000067',
    code: 'HI-000001',
    posting_id: '0197a0c0-0000-7000-8000-000000000063',
    employer_id: '0197a0c0-0000-7000-8000-000000000061',
    employer_uscc: '91370200264574251E',
    entity_id: null,
    industry_code: 'I65',
    candidate_id: '0197a0c0-0000-7000-8000-000000000064',
    candidate_masked: '王**',
    source: 'web',
    fair_id: null,
    applied_on: '2025-06-01',
    application_id: '0197a0c0-0000-7000-8000-000000000065',
    offer_id: '0197a0c0-0000-7000-8000-000000000066',
    wants_home: false,
    state,
    agreed_on: '2025-06-12',
    start_on: '2025-07-01',
    started_on: hasStarted ? '2025-07-01' : null,
    probation_until: hasStarted ? '2025-10-01' : null,
    is_fresh_graduate: hasStarted ? true : null,
    left_on: hasLeft ? '2025-10-15' : null,
    within_probation: hasLeft ? false : null,
    reason: state === 'reneged' ? 'took another job' : null,
    ask_on: state === 'started' ? '2025-07-08' : null,
    asked_day: null,
    retained: null,
    retained_basis: null,
    version: 2,
    created_at: new Date('2025-06-12T00:00:00Z'),
    updated_at: new Date('2025-07-01T00:00:00Z'),
    ...wish,
  };
}
