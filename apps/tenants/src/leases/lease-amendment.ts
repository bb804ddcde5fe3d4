/** How a lease in force changes: its end, and its price by steps. */
import { type Decision, occurred, tenants, unchanged } from '@park/contracts';
import { addDays, invalid, move, requireDay, transition, type LocalDate } from '@park/kernel';
import { leaseMachine, type Lease } from './lease.ts';
import { priced, priceOn, requireEnd, type LeaseUnit } from './lease-terms.ts';

export interface Amendment {
  end_on?: LocalDate | undefined;
  /** Of all units, from the effective date on and until the next step. */
  price_fen_per_m2_day?: number | undefined;
  effective_date: LocalDate;
  reason: string;
}

/** No event where nothing changes. Throws what `priced` throws, `invalid end_in_past`, and where it is not of the term `invalid day_too_early`, `invalid day_too_late`. */
export function amend(lease: Lease, amendment: Amendment, referencePrices: ReadonlyMap<string, number>, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'amend');
  const { effective_date, price_fen_per_m2_day: price, reason, end_on = lease.end_on } = amendment;
  if (end_on !== lease.end_on && end_on <= today)
    throw invalid('/end_on', 'end_in_past', 'end_on must be later than today; to end the lease now, use terminate.');
  requireEnd(lease.start_on, end_on);
  requireDay('effective_date', effective_date, {
    from: { on: lease.start_on, what: 'when the lease began' },
    to: { on: price === undefined ? end_on : addDays(end_on, -1), what: 'when the lease ends' },
  });
  const units = lease.units.map((unit) => ({ ...unit, end_on: movedEnd(unit, lease, end_on) }));
  const moved: Lease = {
    ...lease,
    end_on,
    units,
    rent_steps: lease.rent_steps.filter(({ from_on }) => from_on < end_on),
    reminded_days: end_on === lease.end_on ? lease.reminded_days : null,
  };
  const amended: Lease = { ...moved, ...(price !== undefined && withPrice(moved, price, effective_date)) };
  const next: Lease = { ...amended, ...priced(amended, referencePrices, today) };
  const changes = [
    ...(['end_on', 'annual_amount_fen', 'monthly_rent_fen'] as const).map((field) => ({
      field,
      old: String(lease[field]),
      new: String(next[field]),
    })),
    { field: 'price_fen_per_m2_day', old: pricesOn(lease, effective_date), new: pricesOn(next, effective_date) },
  ].filter((one) => one.old !== one.new);
  if (changes.length === 0) return unchanged(lease);
  return {
    next,
    events: [occurred(tenants.LeaseAmendedV1, effective_date, { ...transition(next, lease.state), changes, effective_date, reason })],
  };
}

/** On the day of a step: the amounts are those of its price from now on. */
export function stepRent(lease: Lease, referencePrices: ReadonlyMap<string, number>, today: LocalDate): Decision<Lease> {
  move(leaseMachine, lease.state, 'step_rent');
  const next: Lease = { ...lease, ...priced(lease, referencePrices, today) };
  const { monthly_rent_fen, annual_amount_fen } = next;
  const data = {
    ...transition(next, lease.state),
    entity_id: lease.entity_id,
    effective_date: lease.next_step_on!,
    monthly_rent_fen,
    annual_amount_fen,
  };
  return { next, events: [occurred(tenants.LeaseRentSteppedV1, lease.next_step_on!, data)] };
}

/** A unit that left the lease earlier, or leaves earlier, stays as it is. */
function movedEnd(unit: LeaseUnit, lease: Lease, end_on: LocalDate): LocalDate {
  if (unit.end_on === lease.end_on) return end_on;
  return unit.end_on < end_on ? unit.end_on : end_on;
}

function withPrice(lease: Lease, price_fen_per_m2_day: number, from_on: LocalDate): Pick<Lease, 'units' | 'rent_steps'> {
  const others = lease.rent_steps.filter((step) => step.from_on !== from_on);
  if (from_on === lease.start_on) return { units: lease.units.map((unit) => ({ ...unit, price_fen_per_m2_day })), rent_steps: others };
  const rent_steps = [...others, { from_on, price_fen_per_m2_day }].sort((a, b) => (a.from_on < b.from_on ? -1 : 1));
  return { units: lease.units, rent_steps };
}

/** Of units with different prices, each once. */
function pricesOn(lease: Lease, day: LocalDate): string {
  return [...new Set(lease.units.map((unit) => priceOn(lease, unit, day)))].join('; ');
}
