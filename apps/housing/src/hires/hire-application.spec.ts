import { recruitment } from '@park/contracts';
import { degrees } from '../applications/policy.ts';
import { degreeOf, graduatedOn, nextTryAt, requestedStart, waitsForEmployer, type HireApplication } from './hire-application.ts';

const now = new Date('2025-06-16T02:00:00Z');
const due: HireApplication = {
  offer_id: '0197a0c0-0000-7000-8000-000000000066',
  event_id: 'e-1',
  correlation_id: 'c-1',
  traceparent: null,
  candidate_id: '0197a0c0-0000-7000-8000-000000000064',
  employer_uscc: '91370200264574251E',
  start_on: '2025-07-01',
  state: 'due',
  attempts: 0,
  next_try_at: now,
  reason: null,
  application_id: null,
  is_linked: false,
  reneged_on: null,
  received_at: now,
};

it.each([
  [1, 1],
  [2, 2],
  [3, 4],
  [6, 32],
  [7, 60],
  [500, 60],
])('is tried again after attempt %i in %i minutes', (attempts, minutes) => {
  expect(nextTryAt(attempts, now)).toEqual(new Date(now.getTime() + minutes * 60_000));
});

it('has a degree for every education', () => {
  const told = recruitment.educations.map(degreeOf);
  expect(told).toEqual(['none', 'secondary', 'secondary', 'associate', 'bachelor', 'master', 'doctor']);
  for (const degree of told) expect(degrees).toContain(degree);
});

it('tells the day of a graduation by its year', () => {
  expect([graduatedOn(2025), graduatedOn(null)]).toEqual(['2025-07-01', undefined]);
});

it('wants the home from the start of the work on, or from today where that has passed', () => {
  expect(['2025-06-30', '2025-07-01', '2025-07-02'].map((today) => requestedStart(due, today))).toEqual([
    '2025-07-01',
    '2025-07-01',
    '2025-07-02',
  ]);
});

it('waits for an employer of the park that is not known yet, five attempts long', () => {
  expect([0, 4, 5].map((attempts) => waitsForEmployer({ ...due, attempts }, false))).toEqual([true, true, false]);
  expect(waitsForEmployer(due, true)).toBe(false);
  expect(waitsForEmployer({ ...due, employer_uscc: null }, false)).toBe(false);
});
