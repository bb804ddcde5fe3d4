import type { Fair } from './fair.ts';

/** Monday, 21 July 2025, 9 to 17 o'clock. */
export const fairDay = { starts_at: '2025-07-21T01:00:00Z', ends_at: '2025-07-21T09:00:00Z' };
export const phases = {
  employer_registration_from: '2025-06-20T01:00:00Z',
  booth_selection_from: '2025-06-30T01:00:00Z',
  candidate_registration_from: '2025-07-10T01:00:00Z',
};

export function aFair(wish: Partial<Fair> = {}): Fair {
  return {
    id: '0197a0c0-0000-7000-8000-000000000060',
    code: 'JF-2025-07',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    state: 'booth_selection',
    starts_at: new Date(fairDay.starts_at),
    ends_at: new Date(fairDay.ends_at),
    is_postponed: false,
    is_timed: true,
    employer_registration_from: new Date(phases.employer_registration_from),
    booth_selection_from: new Date(phases.booth_selection_from),
    candidate_registration_from: new Date(phases.candidate_registration_from),
    next_phase_at: new Date(phases.candidate_registration_from),
    check_in_until: new Date('2025-07-21T01:30:00Z'),
    free_cancel_until: new Date('2025-07-20T01:00:00Z'),
    hold_minutes: 30,
    offer_minutes: 30,
    filing_no: '青人社招备〔2025〕12号',
    filed_on: '2025-06-16',
    employers_confirmed: null,
    employers: null,
    booth_no_shows: null,
    postings: null,
    headcount: null,
    entries: null,
    resumes: null,
    intentions: null,
    onsite_offers: null,
    report_due_on: null,
    is_report_overdue: false,
    reported_on: null,
    cancel_reason: null,
    version: 4,
    created_at: new Date('2025-06-16T02:00:00Z'),
    updated_at: new Date('2025-06-16T02:00:00Z'),
    ...wish,
  };
}
