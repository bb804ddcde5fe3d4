/** The course of a lease in force: amended, reminded of, renewed, terminated or expired, handed back, settled, closed. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import { daysBetween, dueReminder, invalid, move, Refusal, requireDay, transition, upToToday, type LocalDate } from '@park/kernel';
import { leaseMachine, type Lease } from './lease.ts';
import { priced, type LeaseUnit } from './lease-terms.ts';

/** Days before the end at which a reminder is sent, the earliest first. */
export const reminderDays = [90, 60, 30] as const;

export interface Amendment {
  end_on?: LocalDate | undefined;
  price_fen_per_m2_day?: number | undefined;
  effective_date: LocalDate;
  reason: string;
}

/** No event where nothing changes. Throws what `priced` throws, `invalid end_in_past`, and where it is not of the term `invalid day_too_early`, `invalid day_too_late`. */
export function amend(lease: Lease, amendment: Amendment, referencePrices: ReadonlyMap<string, number>, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'amend');
  const end_on = amendment.end_on ?? lease.end_on;
  if (end_on !== lease.end_on && end_on <= today)
    throw invalid('/end_on', 'end_in_past', 'end_on must be later than today; to end the lease now, use terminate.');
  requireDay('effective_date', amendment.effective_date, {
    from: { on: lease.start_on, what: 'when the lease began' },
    to: { on: end_on, what: 'when the lease ends' },
  });
  const units = lease.units.map((unit) => amendedUnit(unit, lease, end_on, amendment.price_fen_per_m2_day));
  const amended: Lease = { ...lease, end_on, units, reminded_days: end_on === lease.end_on ? lease.reminded_days : null };
  const next: Lease = { ...amended, ...priced(amended, referencePrices) };
  const changes = (['end_on', 'annual_amount_fen', 'monthly_rent_fen'] as const)
    .filter((field) => next[field] !== lease[field])
    .map((field) => ({ field, old: String(lease[field]), new: String(next[field]) }));
  if (changes.length === 0) return unchanged(lease);
  const { effective_date, reason } = amendment;
  return {
    next,
    events: [occurred(tenants.LeaseAmendedV1, effective_date, { ...transition(next, lease.state), changes, effective_date, reason })],
  };
}

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

/** Throws `invalid outside_term`. */
export function terminate(lease: Lease, termination: Termination): Decision<Lease> {
  const state = move(leaseMachine, lease.state, 'terminate');
  const { terminated_on } = termination;
  if (terminated_on < lease.start_on || terminated_on >= lease.end_on) {
    throw invalid('/terminated_on', 'outside_term', `terminated_on must be from ${lease.start_on} to the day before ${lease.end_on}.`);
  }
  const next: Lease = { ...lease, state, ended_on: terminated_on };
  const data = { ...transition(next, lease.state), entity_id: lease.entity_id, ...termination };
  return { next, events: [occurred(tenants.LeaseTerminatedV1, terminated_on, data)] };
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

/** Refunds the rest of the deposit; deductions beyond the deposit are due from the tenant. */
export function settle(lease: Lease, { deductions_fen }: { deductions_fen: number }, today: LocalDate): Decision<Lease> {
  const next: Lease = { ...lease, state: move(leaseMachine, lease.state, 'settle') };
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

function amendedUnit(unit: LeaseUnit, lease: Lease, end_on: LocalDate, price: number | undefined): LeaseUnit {
  const endsWithLease = unit.end_on === lease.end_on || unit.end_on > end_on;
  return { ...unit, end_on: endsWithLease ? end_on : unit.end_on, price_fen_per_m2_day: price ?? unit.price_fen_per_m2_day };
}
