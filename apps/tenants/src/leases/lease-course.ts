/** The course of a lease in force: reminded of, renewed, terminated or expired, handed back, settled, closed. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import { daysBetween, dueReminder, invalid, move, Refusal, requireDay, transition, upToToday, type LocalDate } from '@park/kernel';
import { leaseMachine, type Lease } from './lease.ts';

/** Days before the end at which a reminder is sent, the earliest first. */
export const reminderDays = [90, 60, 30] as const;

/** The reminder that is due on `today` and was not sent yet, or no event. */
export function remind(lease: Lease, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'remind');
  const { code, entity_id, end_on } = lease;
  const daysLeft = daysBetween(today, end_on);
  const due = dueReminder(reminderDays, daysLeft, lease.reminded_days);
  if (due === null) return unchanged(lease);
  const data = { code, entity_id, end_on, days_left: daysLeft, unit_ids: lease.units.map(({ unit_id }) => unit_id) };
  return { next: { ...lease, reminded_days: due }, events: [occurred(tenants.LeaseExpiringV1, today, data)] };
}

/** When the lease that renews it comes into force. Throws `conflict not_continuous`. */
export function renew(lease: Lease, by: Pick<Lease, 'id' | 'code' | 'start_on' | 'annual_amount_fen'>): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'renew'), ended_on: lease.end_on };
  if (by.start_on !== lease.end_on)
    throw new Refusal('conflict', 'not_continuous', `The renewal must start on ${lease.end_on}, the end of this lease.`);
  const rent_change_pct = Math.round((by.annual_amount_fen / lease.annual_amount_fen - 1) * 10_000) / 100;
  const data = { ...transition(next, lease.state), new_lease_id: by.id, new_lease_code: by.code, rent_change_pct };
  return { next, events: [occurred(tenants.LeaseRenewedV1, lease.end_on, data)] };
}

export interface Termination {
  terminated_on: LocalDate;
  initiator: DataOf<typeof tenants.LeaseTerminatedV1>['initiator'];
  penalty_fen: number;
  reason: string;
}

/** A termination that lies ahead is moved by another one. Throws `conflict lease_ended`, `invalid outside_term`. */
export function terminate(lease: Lease, termination: Termination, today: LocalDate): Decision<Lease> {
  const state = move(leaseMachine, lease.state, 'terminate');
  if (lease.state === 'ending') requireEndAhead(lease, today);
  const { terminated_on } = termination;
  if (terminated_on < lease.start_on || terminated_on >= lease.end_on) {
    throw invalid('/terminated_on', 'outside_term', `terminated_on must be from ${lease.start_on} to the day before ${lease.end_on}.`);
  }
  const next: Lease = { ...lease, state, ended_on: terminated_on };
  const data = { ...transition(next, lease.state), entity_id: lease.entity_id, ...termination };
  return { next, events: [occurred(tenants.LeaseTerminatedV1, terminated_on, data)] };
}

/** Before the day of the termination. Throws `conflict lease_ended`. */
export function cancelTermination(lease: Lease, reason: string, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'cancel_termination'), ended_on: null };
  requireEndAhead(lease, today);
  const data = { ...transition(next, lease.state), entity_id: lease.entity_id, terminated_on: lease.ended_on!, reason };
  return { next, events: [occurred(tenants.LeaseTerminationCancelledV1, today, data)] };
}

function requireEndAhead({ ended_on }: Lease, today: LocalDate): void {
  if (ended_on! > today) return;
  throw new Refusal('conflict', 'lease_ended', `The lease ended on ${ended_on}: only a termination that lies ahead is moved or cancelled.`);
}

/** On the day it ends: the caller asks for those whose `end_on` has come. Nothing is handed back yet. */
export function expire(lease: Lease): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'expire') };
  const data = { ...transition(next, lease.state), entity_id: lease.entity_id, end_on: lease.end_on, handed_over: false };
  return { next, events: [occurred(tenants.LeaseExpiredV1, lease.end_on, data)] };
}

/** From the day after its end, while the space is not handed back. */
export function holdOver(lease: Lease): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'hold_over') };
  const data = { ...transition(next, lease.state), entity_id: lease.entity_id, since: lease.end_on };
  return { next, events: [occurred(tenants.LeaseHeldOverV1, lease.end_on, data)] };
}

/** Throws `invalid before_end`, `invalid day_too_late`: what is handed back was handed back. */
export function handBack(lease: Lease, handed_back_on: LocalDate, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'hand_back'), ended_on: handed_back_on };
  if (handed_back_on < lease.end_on)
    throw invalid(
      '/handed_back_on',
      'before_end',
      `handed_back_on must not be earlier than ${lease.end_on}, the end of the lease; before that, use terminate.`,
    );
  requireDay('handed_back_on', handed_back_on, { to: upToToday(today) });
  const data = { ...transition(next, lease.state), entity_id: lease.entity_id, handed_back_on };
  return { next, events: [occurred(tenants.LeaseHandedBackV1, handed_back_on, data)] };
}

/** Refunds the rest of the deposit; deductions beyond the deposit are due from the tenant. Throws `conflict lease_not_ended`. */
export function settle(lease: Lease, { deductions_fen }: { deductions_fen: number }, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'settle') };
  if (lease.ended_on! > today)
    throw new Refusal('conflict', 'lease_not_ended', `The lease ends on ${lease.ended_on}, and is settled on that day at the earliest.`);
  const balance = lease.deposit_received_fen - deductions_fen;
  const data = {
    ...transition(next, lease.state),
    deductions_fen,
    refund_fen: Math.max(0, balance),
    due_from_tenant_fen: Math.max(0, -balance),
  };
  return { next, events: [occurred(tenants.LeaseSettledV1, today, data)] };
}

/** Throws `invalid day_too_early`, `invalid day_too_late`. */
export function close(lease: Lease, closed_on: LocalDate, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'close') };
  requireDay('closed_on', closed_on, { from: { on: lease.ended_on, what: 'when the lease ended' }, to: upToToday(today) });
  return {
    next,
    events: [occurred(tenants.LeaseClosedV1, closed_on, { ...transition(next, lease.state), entity_id: lease.entity_id, closed_on })],
  };
}
