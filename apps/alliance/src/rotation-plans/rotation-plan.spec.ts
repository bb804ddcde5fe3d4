import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aRotationPlan } from './rotation-plan.fixture.ts';
import {
  addMember,
  approve,
  approveHistory,
  changeOrder,
  complete,
  draft,
  draftOfHistory,
  periodsOf,
  rotationPlanMachine,
  tiles,
  withdraw,
  type RotationPlan,
  type RotationPlanAction,
  type RotationPlanState,
} from './rotation-plan.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000083', code: 'RP-2025', now: new Date('2025-06-16T02:00:00Z'), today };
const [first, second, spare] = [81, 82, 83].map((n) => `0197a0c0-0000-7000-8000-0000000000${n}`) as [string, string, string];
const quarters = { period: 'quarter', start_on: '2025-07-01', end_on: '2026-01-01' } as const;
const order = { members: [first, second], substitutes: [spare] };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<RotationPlan>) => events.map(({ of, data }) => of.schema.parse(data));
const termsOf = (plan: RotationPlan) =>
  periodsOf(plan).map((span, i) => ({ ...span, term_id: `0197a0c0-0000-7000-8000-00000000009${i}`, membership_id: first }));

it('is drafted with one member for each of its periods', () => {
  const decision = draft(identity, quarters, order, 'clerk');
  expect(decision.next).toMatchObject({ state: 'draft', members: [first, second], substitutes: [spare], drafted_by: 'clerk' });
  expect(told(decision)).toEqual([
    { code: 'RP-2025', from_state: null, to_state: 'draft', period: 'quarter', from: '2025-07-01', to: '2026-01-01', terms: 2 },
  ]);
});

it.each([
  ['a day within a month', { period: 'month', start_on: '2025-07-02', end_on: '2025-09-01' }, 'not_a_period_start'],
  ['an end within a quarter', { ...quarters, end_on: '2025-12-01' }, 'not_a_period_start'],
  ['a month that begins no quarter', { ...quarters, start_on: '2025-08-01' }, 'not_a_period_start'],
  ['an end before the beginning', { ...quarters, end_on: '2025-04-01' }, 'period_reversed'],
  ['no day', { ...quarters, end_on: '2025-07-01' }, 'period_reversed'],
  ['a quarter that is over', { ...quarters, start_on: '2025-01-01', end_on: '2025-07-01' }, 'in_past'],
  ['a beginning in more than a year', { ...quarters, start_on: '2026-07-01', end_on: '2027-01-01' }, 'too_far_ahead'],
  ['too many periods', { ...quarters, end_on: '2026-04-01' }, 'wrong_member_count'],
  ['too few periods', { ...quarters, end_on: '2025-10-01' }, 'wrong_member_count'],
] as const)('refuses %s', (_, span, code) => {
  expect(() => draft(identity, span, order, 'clerk')).toThrow(refused(code));
});

it('may begin with the present period, and a year ahead', () => {
  expect(draft(identity, { ...quarters, start_on: '2025-04-01', end_on: '2025-10-01' }, order, 'clerk').next.start_on).toBe('2025-04-01');
  expect(draft(identity, { ...quarters, start_on: '2026-04-01', end_on: '2026-10-01' }, order, 'clerk').next.start_on).toBe('2026-04-01');
});

it('has nobody twice, neither in the cycle nor as a substitute', () => {
  const drafted = (members: string[], substitutes: string[]) => () => draft(identity, quarters, { members, substitutes }, 'clerk');
  expect(drafted([first, first], [])).toThrow(refused('member_twice'));
  expect(drafted([first, second], [spare, spare])).toThrow(refused('member_twice'));
  expect(drafted([first, second], [second])).toThrow(refused('substitute_in_cycle'));
});

it('is approved by somebody else, with terms that leave no day without a chair and none with two', () => {
  const plan = aRotationPlan(order);
  expect(() => approve(plan, termsOf(plan), 'clerk', today)).toThrow(refused('segregation_of_duties'));
  expect(told(approve(plan, termsOf(plan), 'chief', today))).toMatchObject([{ to_state: 'approved', terms: [{ from: '2025-07-01' }, {}] }]);
  expect(() => approve(plan, termsOf(plan).slice(1), 'chief', today)).toThrow('without a gap');
});

it('is approved as long as its first period is not over', () => {
  const plan = aRotationPlan(order);
  expect(approve(plan, termsOf(plan), 'chief', '2025-09-30').next.approved_on).toBe('2025-09-30');
  expect(() => approve(plan, termsOf(plan), 'chief', '2025-10-01')).toThrow(refused('plan_passed'));
});

it('tells what tiles its days', () => {
  const [a, b] = periodsOf(quarters) as [{ from: string; to: string }, { from: string; to: string }];
  expect([a, b]).toEqual([
    { from: '2025-07-01', to: '2025-10-01' },
    { from: '2025-10-01', to: '2026-01-01' },
  ]);
  expect(tiles(quarters, [a, b])).toBe(true);
  for (const wrong of [[], [a], [b, a], [a, a, b], [a, { ...b, from: '2025-10-02' }], [a, { ...b, to: '2025-12-31' }], [a, b, b]])
    expect(tiles(quarters, wrong)).toBe(false);
  expect(periodsOf({ period: 'month', start_on: '2025-11-01', end_on: '2026-02-01' }).map(({ from }) => from)).toEqual([
    '2025-11-01',
    '2025-12-01',
    '2026-01-01',
  ]);
});

it('of earlier times takes its members one by one, each once and in their order', () => {
  const begun = draftOfHistory(identity, { ...quarters, start_on: '2024-01-01', end_on: '2024-07-01' }, 'clerk');
  expect(begun.events[0]!.effectiveOn).toBe('2024-01-01');
  const one = addMember(begun.next, 1, first, today);
  expect(told(one)).toMatchObject([{ from_state: 'draft', to_state: 'draft', terms: 1 }]);
  expect(() => addMember(one.next, 3, second, today)).toThrow(refused('out_of_order'));
  expect(() => addMember(one.next, 1, second, today)).toThrow(refused('out_of_order'));
  expect(() => addMember(one.next, 2, first, today)).toThrow(refused('member_twice'));
  expect(() => approveHistory(one.next, termsOf(one.next), today)).toThrow(refused('wrong_member_count'));
  expect(addMember(one.next, 2, second, today).next.members).toEqual([first, second]);
});

it('says nothing where its order stays', () => {
  expect(changeOrder(aRotationPlan(order), { members: [first, second] }, today).events).toEqual([]);
});

it('is completed on the day after its last, and no day earlier', () => {
  const plan = aRotationPlan({ ...order, state: 'approved', approved_on: today });
  expect(() => complete(plan, '2025-12-31')).toThrow(refused('not_over'));
  const decision = complete(plan, '2026-01-05');
  expect(decision.next).toMatchObject({ state: 'completed', completed_on: '2026-01-01' });
  expect(decision.events[0]!.effectiveOn).toBe('2026-01-01');
});

it('is withdrawn before its first day alone', () => {
  const plan = aRotationPlan({ ...order, state: 'approved', approved_on: today });
  expect(told(withdraw(plan, 'months', '2025-06-30'))).toMatchObject([{ from_state: 'approved', to_state: 'withdrawn', reason: 'months' }]);
  expect(() => withdraw(plan, 'months', '2025-07-01')).toThrow(refused('plan_begun'));
});

const actions: Record<RotationPlanAction, (plan: RotationPlan) => Decision<RotationPlan>> = {
  change: (plan) => changeOrder(plan, { substitutes: [] }, today),
  approve: (plan) => approve(plan, termsOf(plan), 'chief', today),
  withdraw: (plan) => withdraw(plan, 'months', today),
  complete: (plan) => complete(plan, '2026-01-01'),
};

describe.each(alliance.rotationPlanStates)('in the state %s', (state: RotationPlanState) => {
  it.each(Object.keys(actions) as RotationPlanAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const plan = aRotationPlan({ ...order, state });
    const run = () => actions[action](plan);
    if (!allowed(rotationPlanMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = rotationPlanMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
