import { recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { anOfferIn } from '../offers/offer.fixture.ts';
import { ask, followUp } from './follow-up.ts';
import { aHireIn } from './hire.fixture.ts';
import { agree, hireMachine, isFreshGraduate, leave, moveStart, renege, start, type HireAction, type HireState } from './hire.ts';

const today = '2025-10-20';
const refused = (code: string) => expect.objectContaining({ code });
const begin = { started_on: '2025-07-01', probation_until: null, graduation_year: 2025 };

it('is agreed with the accepted offer, on the day of the answer', () => {
  const identity = { id: '0197a0c0-0000-7000-8000-000000000067', code: 'HI-000001', now: new Date('2025-06-16T02:00:00Z'), today };
  const { next, events } = agree(identity, anOfferIn('accepted', { wants_home: true }));
  expect(next).toMatchObject({ state: 'pending_start', agreed_on: '2025-06-12', start_on: '2025-07-01', wants_home: true, version: 0 });
  expect(recruitment.HireAgreedV1.schema.parse(events[0]!.data)).toEqual(events[0]!.data);
});

it('moves its agreed start, also of one whose day has passed, and has no event for the same day', () => {
  const pending = aHireIn('pending_start', { wants_home: true });
  const { next, events } = moveStart(pending, { start_on: today, reason: 'the diploma' }, today);
  expect(next).toMatchObject({ state: 'pending_start', start_on: today, agreed_on: '2025-06-12', wants_home: true });
  expect(events[0]).toMatchObject({
    effectiveOn: today,
    data: { start_on: today, old_start_on: '2025-07-01', reason: 'the diploma', wants_home: true },
  });
  expect(moveStart(next, { start_on: today, reason: 'again' }, today)).toEqual({ next, events: [] });
});

it.each([
  [null, false],
  [2026, false],
  [2025, true],
  [2023, true],
  [2022, false],
])('is of a fresh graduate in the year of the graduation and the two after it: %s %s', (year, isFresh) => {
  expect(isFreshGraduate(year, '2025-07-01')).toBe(isFresh);
});

it.each([
  ['2025-09-30', true],
  ['2025-10-01', false],
])('leaves within the probation or later: %s %s', (left_on, within_probation) => {
  expect(leave(aHireIn('started'), { left_on, reason: null }, today).next).toMatchObject({
    state: 'left',
    left_on,
    within_probation,
    ask_on: null,
  });
});

it('allows in each state what the table says, and nothing else, with one event each that fits its schema', () => {
  const answer = { day: 30, said_by: 'employer', employed: true, evidence_sha256: null } as const;
  const actions: Record<HireAction, (state: HireState) => { events: { of: any; data: unknown }[] }> = {
    move_start: (state) => moveStart(aHireIn(state), { start_on: '2025-11-03', reason: 'the diploma' }, today),
    start: (state) => start(aHireIn(state), begin, today),
    renege: (state) => renege(aHireIn(state), 'took another job', today),
    leave: (state) => leave(aHireIn(state), { left_on: today, reason: null }, today),
    ask: (state) => ask(aHireIn(state), today),
    follow_up: (state) => followUp(aHireIn(state), answer, [], today),
  };
  const possible: Record<HireState, HireAction[]> = {
    pending_start: ['move_start', 'start', 'renege'],
    started: ['leave', 'ask', 'follow_up'],
    reneged: [],
    left: ['follow_up'],
  };
  for (const state of recruitment.hireStates) {
    expect([state, allowed(hireMachine, state).sort()]).toEqual([state, [...possible[state]].sort()]);
    for (const [name, action] of Object.entries(actions)) {
      if (!possible[state].includes(name as HireAction)) {
        expect(() => action(state)).toThrow(refused('invalid_transition'));
        continue;
      }
      const [event, ...others] = action(state).events;
      expect([others, event!.of.schema.parse(event!.data)]).toEqual([[], event!.data]);
    }
  }
});
