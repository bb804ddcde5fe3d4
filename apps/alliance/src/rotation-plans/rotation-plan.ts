/** The plan of a rotation 轮值计划: which member is in the chair in which month or quarter of a cycle, drafted and approved. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import {
  addMonths,
  amended,
  firstOfMonth,
  firstOfQuarter,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

export type RotationPlanState = (typeof alliance.rotationPlanStates)[number];
export type RotationPeriod = (typeof alliance.rotationPeriods)[number];
export type RotationPlanAction = 'change' | 'approve' | 'withdraw' | 'complete';

export const rotationPlanMachine: Machine<RotationPlanState, RotationPlanAction> = {
  change: { from: ['draft'], to: 'same' },
  approve: { from: ['draft'], to: 'approved' },
  withdraw: { from: ['approved'], to: 'withdrawn' },
  complete: { from: ['approved'], to: 'completed' },
};

/** Days of one chair, `[from, to)`. */
export interface Span {
  from: LocalDate;
  to: LocalDate;
}

export interface PlanSpan {
  period: RotationPeriod;
  start_on: LocalDate;
  /** Exclusive. */
  end_on: LocalDate;
}

export interface Order {
  /** Memberships in the order in which they are in the chair, one for each period. */
  members: string[];
  /** Memberships that take a term which is skipped, the first one first. */
  substitutes: string[];
}

export interface RotationPlan extends Aggregate, PlanSpan, Order {
  state: RotationPlanState;
  drafted_by: string;
  approved_on: LocalDate | null;
  completed_on: LocalDate | null;
  /** Why it was withdrawn. */
  reason: string | null;
}

export interface PlannedTerm extends Span {
  term_id: string;
  membership_id: string;
}

const monthsOf: Record<RotationPeriod, number> = { month: 1, quarter: 3 };
const farthestMonths = 12;

/** Throws what `requireSpan` and `requireOrder` throw, and `invalid in_past`, `invalid too_far_ahead`. */
export function draft(identity: NewIdentity, span: PlanSpan, order: Order, drafted_by: string): Decision<RotationPlan> {
  requireSpan(span);
  if (span.start_on < firstDayOf(span.period, identity.today))
    throw invalid('/start_on', 'in_past', 'start_on must not be earlier than the first day of the present period.');
  if (span.start_on > addMonths(identity.today, farthestMonths))
    throw invalid('/start_on', 'too_far_ahead', 'start_on must be at most a year after today.');
  requireOrder(span, order);
  return begun(identity, span, order, drafted_by);
}

/** History: its members come one by one, in their order. Throws what `requireSpan` throws. */
export function draftOfHistory(identity: NewIdentity, span: PlanSpan, drafted_by: string): Decision<RotationPlan> {
  requireSpan(span);
  const today = span.start_on < identity.today ? span.start_on : identity.today;
  return begun({ ...identity, today }, span, { members: [], substitutes: [] }, drafted_by);
}

function begun(identity: NewIdentity, { period, start_on, end_on }: PlanSpan, order: Order, drafted_by: string): Decision<RotationPlan> {
  const next: RotationPlan = {
    ...rowOf(identity),
    period,
    start_on,
    end_on,
    ...order,
    state: 'draft',
    drafted_by,
    approved_on: null,
    completed_on: null,
    reason: null,
  };
  return {
    next,
    events: [occurred(alliance.RotationPlanDraftedV1, identity.today, { ...headOf(next, null), terms: order.members.length })],
  };
}

/** No event where nothing changes. Throws what `requireOrder` throws. */
export function changeOrder(plan: RotationPlan, change: Partial<Order>, today: LocalDate): Decision<RotationPlan> {
  move(rotationPlanMachine, plan.state, 'change');
  const next = amended(plan, change);
  if (next === plan) return unchanged(plan);
  requireOrder(next, next);
  return changed(plan, next, today);
}

/** The member of the next period of a plan that comes as history. Throws `invalid out_of_order`, `invalid member_twice`. */
export function addMember(plan: RotationPlan, number: number, membershipId: string, on: LocalDate): Decision<RotationPlan> {
  move(rotationPlanMachine, plan.state, 'change');
  if (number !== plan.members.length + 1)
    throw invalid('/number', 'out_of_order', `The terms of a plan come in their order; number ${plan.members.length + 1} is the next.`);
  if (plan.members.includes(membershipId)) throw invalid('/uscc', 'member_twice', 'A member is in the chair once in a cycle.');
  return changed(plan, { ...plan, members: [...plan.members, membershipId] }, on);
}

function changed(plan: RotationPlan, next: RotationPlan, on: LocalDate): Decision<RotationPlan> {
  const data = { ...headOf(next, plan.state), terms: next.members.length };
  return { next, events: [occurred(alliance.RotationPlanChangedV1, on, data)] };
}

/** By somebody else than the one who drafted it. Throws `forbidden segregation_of_duties`, `conflict plan_passed`. */
export function approve(plan: RotationPlan, terms: readonly PlannedTerm[], by: string, today: LocalDate): Decision<RotationPlan> {
  const decision = approveHistory(plan, terms, today);
  if (by === plan.drafted_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who drafted the plan must not approve it.');
  if (plan.start_on < firstDayOf(plan.period, today))
    throw new Refusal('conflict', 'plan_passed', 'The first period of the plan is over; draft a plan that begins with the present one.');
  return decision;
}

/** Each day of the plan has one chair: proved here for the terms, and kept by the table. */
export function approveHistory(plan: RotationPlan, terms: readonly PlannedTerm[], on: LocalDate): Decision<RotationPlan> {
  const state = move(rotationPlanMachine, plan.state, 'approve');
  requireOrder(plan, plan);
  if (!tiles(plan, terms)) throw new Error(`The terms of ${plan.code} do not follow each other without a gap.`);
  const next: RotationPlan = { ...plan, state, approved_on: on };
  return { next, events: [occurred(alliance.RotationPlanApprovedV1, on, { ...headOf(next, plan.state), terms: [...terms] })] };
}

/** Before its first day; others may have its days then. Throws `conflict plan_begun`. */
export function withdraw(plan: RotationPlan, reason: string, today: LocalDate): Decision<RotationPlan> {
  const next: RotationPlan = { ...plan, state: move(rotationPlanMachine, plan.state, 'withdraw'), reason };
  if (plan.start_on <= today)
    throw new Refusal('conflict', 'plan_begun', `The plan began on ${plan.start_on}: only one that lies ahead is withdrawn.`);
  return { next, events: [occurred(alliance.RotationPlanWithdrawnV1, today, { ...headOf(next, plan.state), reason })] };
}

/** Throws `conflict not_over`. */
export function complete(plan: RotationPlan, today: LocalDate): Decision<RotationPlan> {
  const state = move(rotationPlanMachine, plan.state, 'complete');
  if (today < plan.end_on) throw new Refusal('conflict', 'not_over', 'The last term of the plan is not over yet.');
  const next: RotationPlan = { ...plan, state, completed_on: plan.end_on };
  return { next, events: [occurred(alliance.RotationPlanCompletedV1, plan.end_on, headOf(next, plan.state))] };
}

/** The months or quarters of a plan. */
export function periodsOf({ period, start_on, end_on }: PlanSpan): Span[] {
  const spans: Span[] = [];
  for (let from = start_on; from < end_on; from = spans.at(-1)!.to) spans.push({ from, to: addMonths(from, monthsOf[period]) });
  return spans;
}

/** Whether the spans follow each other from the first day of the plan to its last, without a gap or a day with two. */
export function tiles({ start_on, end_on }: PlanSpan, spans: readonly Span[]): boolean {
  const ends = [start_on, ...spans.map(({ to }) => to)];
  return ends.at(-1) === end_on && spans.every(({ from, to }, i) => from === ends[i] && from < to);
}

/** Throws `invalid period_reversed`, `invalid not_a_period_start`. */
export function requireSpan({ period, start_on, end_on }: PlanSpan): void {
  if (end_on <= start_on) throw invalid('/end_on', 'period_reversed', 'end_on must be later than start_on.');
  for (const [member, day] of Object.entries({ start_on, end_on }))
    if (day !== firstDayOf(period, day))
      throw invalid(`/${member}`, 'not_a_period_start', `${member} must be the first day of a ${period}.`);
}

/** Throws `invalid wrong_member_count`, `invalid member_twice`, `invalid substitute_in_cycle`. */
function requireOrder(span: PlanSpan, { members, substitutes }: Order): void {
  const periods = periodsOf(span).length;
  if (members.length !== periods)
    throw invalid('/members', 'wrong_member_count', `A plan has one member for each of its periods: ${periods}, not ${members.length}.`);
  for (const [name, ids] of Object.entries({ members, substitutes }))
    for (const [i, id] of ids.entries())
      if (ids.indexOf(id) !== i) throw invalid(`/${name}/${i}`, 'member_twice', 'A member stands once in the order of a cycle.');
  const both = substitutes.findIndex((id) => members.includes(id));
  if (both >= 0) throw invalid(`/substitutes/${both}`, 'substitute_in_cycle', 'A substitute must not be in the cycle itself.');
}

function firstDayOf(period: RotationPeriod, day: LocalDate): LocalDate {
  return period === 'month' ? firstOfMonth(day) : firstOfQuarter(day);
}

function headOf(next: RotationPlan, from: RotationPlanState | null) {
  const { period, start_on, end_on } = next;
  return { ...transition(next, from), period, from: start_on, to: end_on };
}
