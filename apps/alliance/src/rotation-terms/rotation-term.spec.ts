import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aRotationTerm } from './rotation-term.fixture.ts';
import {
  exchange,
  handOver,
  planTerm,
  requireLastDays,
  rotationTermMachine,
  skip,
  start,
  stands,
  substituteFor,
  withdraw,
  type RotationTerm,
  type RotationTermAction,
  type RotationTermState,
} from './rotation-term.ts';

const today = '2025-06-16';
const id = (n: number) => `0197a0c0-0000-7000-8000-0000000000${n}`;
const identity = { id: id(82), code: 'RT-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<RotationTerm>) => events.map(({ of, data }) => of.schema.parse(data));
const later = aRotationTerm({ id: id(92), membership_id: id(91), start_on: '2025-10-01', end_on: '2026-01-01', number: 2 });
const excused = { ground: 'excused', substitute_membership_id: id(91), reason: 'its hall is rebuilt' } as const;
const handing = { to_membership_id: id(91), note_sha256: 'b'.repeat(64), activities: 2 };

it('is planned, started on its first day by the clock and handed over', () => {
  const { plan_id, number, kind, start_on, end_on, membership_id, organisation_id, member_uscc, member_name } = aRotationTerm();
  const planned = planTerm(
    identity,
    { plan_id, number, kind, start_on, end_on },
    { membership_id, organisation_id, member_uscc, member_name },
  );
  expect(told(planned)).toMatchObject([{ from_state: null, to_state: 'planned', from: '2025-07-01', to: '2025-10-01', kind: 'cycle' }]);
  const started = start(planned.next);
  expect([started.next.started_on, started.events[0]!.effectiveOn]).toEqual(['2025-07-01', '2025-07-01']);
  const over = handOver(started.next, handing, '2025-09-25');
  expect(over.next).toMatchObject({ state: 'handed_over', end_on: '2025-10-01', handed_over_on: '2025-09-25' });
  expect(told(over)).toMatchObject([handing]);
});

it('is handed over in its last seven days', () => {
  expect(() => requireLastDays(aRotationTerm(), '2025-09-23')).toThrow(refused('hand_over_too_early'));
  expect(() => requireLastDays(aRotationTerm(), '2025-09-24')).not.toThrow();
});

it('that is skipped before it begins gives all its days away, and one that runs those from the day on', () => {
  const planned = skip(aRotationTerm(), excused, today);
  expect(planned.next).toMatchObject({ state: 'skipped', start_on: '2025-07-01', end_on: '2025-10-01', started_on: null });
  expect(told(planned)).toMatchObject([{ from: '2025-07-01', to: '2025-10-01', skipped_from: '2025-07-01', ...excused }]);
  const running = aRotationTerm({ state: 'active', started_on: '2025-07-01' });
  const cut = skip(running, { ...excused, ground: 'not_active' }, '2025-08-11');
  expect(cut.next).toMatchObject({ end_on: '2025-08-11', started_on: '2025-07-01' });
  expect(told(cut)).toMatchObject([{ from: '2025-07-01', to: '2025-10-01', skipped_from: '2025-08-11' }]);
  const firstDay = skip(running, excused, '2025-07-01');
  expect(firstDay.next).toMatchObject({ end_on: '2025-10-01', started_on: null });
  expect([planned, cut, firstDay].map(({ next }) => stands(next))).toEqual([false, true, false]);
  expect(stands(withdraw(aRotationTerm(), today).next)).toBe(false);
});

it('is exchanged with a later one of the cycle, so that each member is in the chair once', () => {
  const [now, then] = exchange(aRotationTerm(), later, today);
  expect([now.next.membership_id, now.next.start_on]).toEqual([id(91), '2025-07-01']);
  expect([then.next.membership_id, then.next.start_on]).toEqual([id(81), '2025-10-01']);
  expect(told(now)).toMatchObject([{ membership_id: id(91), old_membership_id: id(81), from: '2025-07-01' }]);
  expect(told(then)).toMatchObject([{ membership_id: id(81), old_membership_id: id(91), from: '2025-10-01' }]);
});

it('is exchanged before its first day, with a planned term after it in the same plan', () => {
  expect(() => exchange(aRotationTerm(), later, '2025-06-30')).not.toThrow();
  expect(() => exchange(aRotationTerm(), later, '2025-07-01')).toThrow(refused('term_begun'));
  const wrong: [RotationTerm, RotationTerm, string][] = [
    [later, aRotationTerm(), 'term_not_later'],
    [aRotationTerm(), aRotationTerm(), 'term_not_later'],
    [aRotationTerm(), { ...later, plan_id: id(99) }, 'term_not_later'],
    [aRotationTerm(), { ...later, kind: 'acting' }, 'term_not_later'],
    [aRotationTerm({ kind: 'substitute' }), later, 'term_not_later'],
    [aRotationTerm(), { ...later, state: 'skipped' }, 'invalid_transition'],
  ];
  for (const [a, b, code] of wrong) expect(() => exchange(a, b, today)).toThrow(refused(code));
});

describe('a substitute', () => {
  const before = aRotationTerm({ id: id(70), membership_id: 'before', plan_id: id(71), start_on: '2025-04-01', end_on: '2025-07-01' });
  const next = { ...later, membership_id: 'next' };
  const term = aRotationTerm({ membership_id: 'ill' });
  const of = (active: string[], terms = [before, term, next], substitutes = ['one', 'two']) =>
    substituteFor(term, substitutes, terms, (one) => active.includes(one));

  it('is the next of the list that is active and was not asked yet', () => {
    expect(of(['one', 'two', 'before'])).toEqual({ membership_id: 'one', kind: 'substitute' });
    expect(of(['two', 'before'])).toEqual({ membership_id: 'two', kind: 'substitute' });
    const asked = aRotationTerm({ id: id(60), kind: 'substitute', membership_id: 'one', state: 'skipped' });
    expect(of(['one', 'two'], [before, term, next, asked])).toEqual({ membership_id: 'two', kind: 'substitute' });
  });

  it('is the member of the term before where the list has none, also of the plan before', () => {
    expect(of(['before', 'next'])).toEqual({ membership_id: 'before', kind: 'acting' });
    expect(of(['before', 'next'], [{ ...before, state: 'skipped', started_on: null }, term, next])).toEqual({
      membership_id: 'next',
      kind: 'acting',
    });
  });

  it('is the next planned member where there is none before either', () => {
    expect(of(['next'])).toEqual({ membership_id: 'next', kind: 'acting' });
    const last = { ...next, id: id(61), membership_id: 'last', start_on: '2026-01-01', end_on: '2026-04-01' };
    expect(of(['next', 'last'], [term, last, next])).toEqual({ membership_id: 'next', kind: 'acting' });
    expect(of(['last'], [term, last, next])).toEqual({ membership_id: 'last', kind: 'acting' });
  });

  it('is never the member that is skipped, and null where nobody is active', () => {
    expect(of(['ill'], [{ ...before, membership_id: 'ill' }, term, next], ['ill'])).toBeNull();
    expect(of([])).toBeNull();
  });
});

const actions: Record<RotationTermAction, (term: RotationTerm) => Decision<RotationTerm>> = {
  reassign: (term) => exchange(term, later, today)[0],
  start,
  hand_over: (term) => handOver(term, handing, '2025-09-30'),
  skip: (term) => skip(term, excused, today),
  withdraw: (term) => withdraw(term, today),
};

describe.each(alliance.rotationTermStates)('in the state %s', (state: RotationTermState) => {
  it.each(Object.keys(actions) as RotationTermAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const term = aRotationTerm({ state });
    const run = () => actions[action](term);
    if (!allowed(rotationTermMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = rotationTermMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
