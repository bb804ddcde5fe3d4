/** Of each day that a call of recruitment takes, the first and the last one: see libs/test-kit/src/days.ts. */
import { addDays, type NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { anEmployer } from './employers/employer.fixture.ts';
import { submitPapers } from './employers/employer.ts';
import { report } from './fairs/fair-end.ts';
import { aFair } from './fairs/fair.fixture.ts';
import type { Schedule } from './fairs/fair-schedule.ts';
import { changeSchedule, draft as draftFair, file, type FairTotals } from './fairs/fair.ts';
import { aHireIn } from './hires/hire.fixture.ts';
import { leave, moveStart, start } from './hires/hire.ts';
import { anApplication } from './applications/application.fixture.ts';
import { anOfferIn } from './offers/offer.fixture.ts';
import { draft as draftOffer, extend } from './offers/offer.ts';
import { aPosting } from './postings/posting.fixture.ts';
import { draft as draftPosting, revise } from './postings/posting.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: aFair().id, code: 'XX-000001', now, today };

const employers: BoundedDay[] = [
  {
    call: 'POST /employers/{id}/submit-papers',
    member: '/papers/*/valid_until',
    first: '2025-06-17',
    last: '2075-06-16',
    step: (day) => {
      const employer = anEmployer({ state: 'registered', papers: [] });
      return submitPapers(
        employer,
        anEmployer().papers.map((paper) => ({ ...paper, valid_until: day })),
        'hr',
        today,
      );
    },
  },
];

const gathering = { id: aFair().gathering_id, type: 'job_fair', state: 'published' } as const;
const scheduleTimes = (call: string, enter: (wish: Partial<Schedule>) => unknown): BoundedDay[] => {
  const bounded = (member: keyof Schedule, first: string, last: string): BoundedDay => ({
    call,
    member: `/${member}`,
    first,
    last,
    step: (at) => enter({ [member]: new Date(at) }),
  });
  return [
    bounded('employer_registration_from', '2024-07-20T01:00:00Z', '2025-06-30T00:59:59Z'),
    bounded('booth_selection_from', '2025-06-20T01:00:01Z', '2025-07-10T00:59:59Z'),
    bounded('candidate_registration_from', '2025-06-30T01:00:01Z', '2025-07-21T00:59:59Z'),
    bounded('check_in_until', '2025-07-21T01:00:01Z', '2025-07-21T09:00:00Z'),
    bounded('free_cancel_until', '2025-06-20T01:00:00Z', '2025-07-21T01:00:00Z'),
  ];
};
const totals: FairTotals = {
  employers_confirmed: 1,
  employers: 1,
  booth_no_shows: 0,
  postings: 1,
  headcount: 1,
  entries: 1,
  resumes: 1,
  intentions: 1,
  onsite_offers: 0,
};
const fairs: BoundedDay[] = [
  ...scheduleTimes('POST /fairs', (wish) => draftFair(identity, gathering, { ...aFair(), ...wish }, true)),
  ...scheduleTimes('PATCH /fairs/{id}', (wish) => changeSchedule(aFair({ state: 'draft' }), wish, now)),
  {
    call: 'POST /fairs/{id}/file',
    member: '/filed_on',
    first: '2024-07-06',
    last: '2025-07-06',
    step: (day) => file(aFair({ state: 'draft', filed_on: null }), { filing_no: '1', filed_on: day }, '2025-07-20'),
  },
  {
    call: 'POST /fairs/{id}/report',
    member: '/reported_on',
    first: '2025-07-21',
    last: '2025-08-01',
    step: (day) => report(aFair({ state: 'closed', report_due_on: '2025-07-28' }), day, totals, '2025-08-01'),
  },
];

const offers: BoundedDay[] = [
  {
    call: 'POST /offers',
    member: '/start_on',
    first: today,
    last: '2026-06-17',
    step: (day) => draftOffer(identity, anApplication(), { by: 'hr', offer_version: 1, on: today, salary_fen: 1_000_000, start_on: day }),
  },
  {
    call: 'POST /offers/{id}/extend',
    member: '/expires_at',
    first: '2025-06-16T02:00:01Z',
    last: '2025-07-01T15:59:59Z',
    step: (at) => extend(anOfferIn('approved'), new Date(at), now),
  },
];

const hires: BoundedDay[] = [
  {
    call: 'POST /hires/{id}/move-start',
    member: '/start_on',
    first: today,
    last: '2026-06-17',
    step: (day) => moveStart(aHireIn('pending_start'), { start_on: day, reason: 'the diploma' }, today),
  },
  {
    call: 'POST /hires/{id}/start',
    member: '/started_on',
    first: '2025-06-12',
    last: today,
    step: (day) => start(aHireIn('pending_start'), { started_on: day, probation_until: null, graduation_year: null }, today),
  },
  {
    call: 'POST /hires/{id}/start',
    member: '/probation_until',
    first: '2025-06-17',
    last: '2025-12-16',
    step: (day) => start(aHireIn('pending_start'), { started_on: today, probation_until: day, graduation_year: null }, today),
  },
  {
    call: 'POST /hires/{id}/leave',
    member: '/left_on',
    first: '2025-07-01',
    last: '2025-08-01',
    step: (day) => leave(aHireIn('started'), { left_on: day, reason: null }, '2025-08-01'),
  },
];

const postings: BoundedDay[] = [
  {
    call: 'POST /postings',
    member: '/closes_on',
    first: '2025-06-17',
    last: addDays(today, 366),
    step: (day) => draftPosting(identity, aPosting(), { ...aPosting(), closes_on: day }),
  },
  {
    call: 'PATCH /postings/{id}',
    member: '/closes_on',
    first: '2025-06-17',
    last: addDays(today, 366),
    step: (day) => revise(aPosting({ state: 'draft' }), { closes_on: day }, today),
  },
];

export const days: BoundedDay[] = [...employers, ...fairs, ...offers, ...hires, ...postings];
