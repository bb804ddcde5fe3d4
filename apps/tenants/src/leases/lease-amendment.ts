/** How a lease changes: its end, its price and its deposit by steps, and what has been received of the deposit. */
import { type Decision, occurred, tenants, unchanged } from '@park/contracts';
import { addDays, invalid, move, Refusal, requireDay, transition, upToToday, type LocalDate } from '@park/kernel';
import { leaseMachine, type Lease } from './lease.ts';
import { priced, priceOn, requireEnd, type LeaseUnit, type RentStep } from './lease-terms.ts';

export interface Amendment {
  end_on?: LocalDate | undefined;
  /** Of all units, from the effective date on and until the next step. */
  price_fen_per_m2_day?: number | undefined;
  deposit_fen?: number | undefined;
  effective_date: LocalDate;
  reason: string;
}

/** No event where nothing changes. Throws what `priced` throws, `invalid end_in_past`, and where it is not of the term `invalid day_too_early`, `invalid day_too_late`. */
export function amend(lease: Lease, amendment: Amendment, referencePrices: ReadonlyMap<string, number>, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'amend');
  const { effective_date, price_fen_per_m2_day, deposit_fen, reason, end_on = lease.end_on } = amendment;
  const isStep = price_fen_per_m2_day !== undefined || deposit_fen !== undefined;
  if (end_on !== lease.end_on && end_on <= today)
    throw invalid('/end_on', 'end_in_past', 'end_on must be later than today; to end the lease now, use terminate.');
  if (end_on !== lease.end_on) requireEnd(lease.start_on, end_on);
  requireDay('effective_date', effective_date, {
    from: { on: lease.start_on, what: 'when the lease began' },
    to: { on: isStep ? addDays(end_on, -1) : end_on, what: 'when the lease ends' },
  });
  const units = lease.units.map((unit) => ({ ...unit, end_on: movedEnd(unit, lease, end_on) }));
  const moved: Lease = {
    ...lease,
    end_on,
    units,
    rent_steps: lease.rent_steps.filter(({ from_on }) => from_on < end_on),
    reminded_days: end_on === lease.end_on ? lease.reminded_days : null,
  };
  const amended = isStep ? withStep(moved, { from_on: effective_date, price_fen_per_m2_day, deposit_fen }) : moved;
  const next: Lease = { ...amended, ...priced(amended, referencePrices, today) };
  const changes = [
    ...(['end_on', 'annual_amount_fen', 'monthly_rent_fen', 'deposit_fen'] as const).map((field) => ({
      field,
      old: String(lease[field]),
      new: String(next[field]),
    })),
    { field: 'price_fen_per_m2_day', old: pricesOn(lease, effective_date), new: pricesOn(next, effective_date) },
    { field: 'rent_steps', old: JSON.stringify(lease.rent_steps), new: JSON.stringify(next.rent_steps) },
  ].filter((one) => one.old !== one.new);
  if (changes.length === 0) return unchanged(lease);
  return {
    next,
    events: [occurred(tenants.LeaseAmendedV1, effective_date, { ...transition(next, lease.state), changes, effective_date, reason })],
  };
}

/** On the day of a step: the amounts and the deposit are as it says from now on. */
export function stepRent(lease: Lease, referencePrices: ReadonlyMap<string, number>, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'step_rent');
  const next: Lease = { ...lease, ...priced(lease, referencePrices, today) };
  const { monthly_rent_fen, annual_amount_fen, deposit_fen } = next;
  const data = {
    ...transition(next, lease.state),
    entity_id: lease.entity_id,
    effective_date: lease.next_step_on!,
    monthly_rent_fen,
    annual_amount_fen,
    deposit_fen,
  };
  return { next, events: [occurred(tenants.LeaseRentSteppedV1, lease.next_step_on!, data)] };
}

/** A unit that left the lease earlier, or leaves earlier, stays as it is. */
function movedEnd(unit: LeaseUnit, lease: Lease, end_on: LocalDate): LocalDate {
  if (unit.end_on === lease.end_on) return end_on;
  return unit.end_on < end_on ? unit.end_on : end_on;
}

/** A change from the first day on is one of the terms, and no step. */
function withStep(lease: Lease, { from_on, price_fen_per_m2_day, deposit_fen }: RentStep): Lease {
  const named = { ...(price_fen_per_m2_day !== undefined && { price_fen_per_m2_day }), ...(deposit_fen !== undefined && { deposit_fen }) };
  if (from_on === lease.start_on) {
    const { deposit_fen: deposit = lease.deposit_fen, ...price } = named;
    return { ...lease, deposit_fen: deposit, units: lease.units.map((unit) => ({ ...unit, ...price })) };
  }
  const [same] = lease.rent_steps.filter((step) => step.from_on === from_on);
  const others = lease.rent_steps.filter((step) => step !== same);
  return { ...lease, rent_steps: [...others, { ...same, from_on, ...named }].sort((a, b) => (a.from_on < b.from_on ? -1 : 1)) };
}

/** Of units with different prices, each once. */
function pricesOn(lease: Lease, day: LocalDate): string {
  return [...new Set(lease.units.map((unit) => priceOn(lease, unit, day)))].join('; ');
}

export interface Receipt {
  amount_fen: number;
  received_on: LocalDate;
}

/** Throws `conflict deposit_exceeded`, `invalid day_too_early`, `invalid day_too_late`. */
export function receiveDeposit(lease: Lease, { amount_fen, received_on }: Receipt, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'receive_deposit');
  requireDay('received_on', received_on, { from: { on: lease.sign_on, what: 'when the lease was signed' }, to: upToToday(today) });
  const missing_fen = Math.max(0, lease.deposit_fen - lease.deposit_received_fen);
  if (amount_fen > missing_fen)
    throw new Refusal('conflict', 'deposit_exceeded', `Only ${missing_fen} fen of the deposit are missing.`, { extra: { missing_fen } });
  const next: Lease = { ...lease, deposit_received_fen: lease.deposit_received_fen + amount_fen };
  const data = {
    ...transition(next, lease.state),
    entity_id: lease.entity_id,
    amount_fen,
    received_on,
    received_fen: next.deposit_received_fen,
  };
  return { next, events: [occurred(tenants.LeaseDepositReceivedV1, received_on, data)] };
}
