/** The price of a lease, its discount from the reference price, and the approval that the discount needs. */
import type { DataOf, tenants } from '@park/contracts';
import { addMonths, invalid, longestTerm, rentFen, requireDay, sumArea, type DayBound, type LocalDate } from '@park/kernel';

type Content = DataOf<typeof tenants.LeaseSubmittedV1>;
export type LeaseUnit = Content['units'][number];
export type ApprovalRoute = Content['approval_route'];

/** The price of all units, or the deposit, from a day on until the next step that names it 租金递增. */
export interface RentStep {
  from_on: LocalDate;
  price_fen_per_m2_day?: number | undefined;
  deposit_fen?: number | undefined;
}

export interface Terms {
  entity_id: string;
  /** Each with the price that it has until the first step. */
  units: LeaseUnit[];
  /** By their days, each within the term. */
  rent_steps: RentStep[];
  start_on: LocalDate;
  /** Exclusive. */
  end_on: LocalDate;
  cycle: 'month' | 'quarter' | 'half_year' | 'year';
  rent_free_days: number;
  deposit_fen: number;
  renewal_of_id: string | null;
}

export interface Amounts {
  /** As agreed at present. */
  deposit_fen: number;
  /** At the present price. */
  annual_amount_fen: number;
  monthly_rent_fen: number;
  /** Below the reference price, percent; of the unit and the step with the largest discount. */
  discount_pct: number;
  /** By the highest annual amount of all steps. */
  approval_route: ApprovalRoute;
  /** The first step after the present price. */
  next_step_on: LocalDate | null;
}

/** From which annual amount (fen), rent-free time (days) or discount (percent) on a higher signature is needed. */
export const approvalThresholds = {
  director: { annualFen: 10_000_000 },
  executive: { annualFen: 50_000_000, moreRentFreeDaysThan: 90, moreDiscountPctThan: 15 },
} as const;

/**
 * `referencePrices`: fen per m² and day, by unit id. `on`: the day of the present price; before the term, that of its first day. Throws
 * `invalid period_reversed`, `unit_twice`, `nothing_to_pay`, `unit_outside_term`, `required`, `step_outside_term`, `steps_out_of_order`.
 */
export function priced(terms: Terms, referencePrices: ReadonlyMap<string, number>, on: LocalDate): Amounts {
  requireSound(terms);
  const present = on < terms.start_on ? terms.start_on : on;
  const ahead = terms.rent_steps.map(({ from_on }) => from_on).filter((from_on) => from_on > present);
  const days = [present, ...ahead];
  const annual = days.map((day) => annualOn(terms, day));
  if (annual.includes(0)) throw invalid('/units', 'nothing_to_pay', 'units must have an area and a rent above 0.');
  const discounts = days.flatMap((day) =>
    terms.units.map((unit) => discount(priceOn(terms, unit, day), referencePrices.get(unit.unit_id) ?? 0)),
  );
  const [annual_amount_fen, discount_pct] = [annual[0]!, Math.max(0, ...discounts)];
  return {
    deposit_fen:
      terms.rent_steps.findLast((step) => step.deposit_fen !== undefined && step.from_on <= present)?.deposit_fen ?? terms.deposit_fen,
    annual_amount_fen,
    monthly_rent_fen: Math.floor((annual_amount_fen + 6) / 12),
    discount_pct,
    approval_route: routeOf(Math.max(...annual), terms.rent_free_days, discount_pct),
    next_step_on: ahead[0] ?? null,
  };
}

/** Fen per m² and day. */
export function priceOn({ rent_steps }: Pick<Terms, 'rent_steps'>, unit: LeaseUnit, day: LocalDate): number {
  const step = rent_steps.findLast(({ from_on, price_fen_per_m2_day }) => price_fen_per_m2_day !== undefined && from_on <= day);
  return step?.price_fen_per_m2_day ?? unit.price_fen_per_m2_day;
}

function annualOn(terms: Terms, day: LocalDate): number {
  return terms.units.reduce((sum, unit) => sum + rentFen(unit.area_m2, priceOn(terms, unit, day), 365), 0);
}

export function routeOf(annualFen: number, rentFreeDays: number, discountPct: number): ApprovalRoute {
  const { director, executive } = approvalThresholds;
  if (annualFen >= executive.annualFen || rentFreeDays > executive.moreRentFreeDaysThan || discountPct > executive.moreDiscountPctThan)
    return 'executive';
  return annualFen >= director.annualFen ? 'director' : 'manager';
}

export function totalArea(units: readonly LeaseUnit[]): number {
  return sumArea(units.map(({ area_m2 }) => area_m2));
}

/** Founders sign before their business licence is issued, which needs the address. */
export function founding(established_on: LocalDate): DayBound {
  return { on: addMonths(established_on, -12), what: 'a year before the tenant was established' };
}

/** `established_on`: of the tenant. Throws `invalid day_too_early`, `invalid day_too_late`. */
export function requireTerm({ start_on, end_on }: Pick<Terms, 'start_on' | 'end_on'>, established_on: LocalDate, today: LocalDate): void {
  requireDay('start_on', start_on, { from: founding(established_on), to: { on: addMonths(today, 36), what: 'three years from today' } });
  requireEnd(start_on, end_on);
}

/** Throws `invalid day_too_late`. */
export function requireEnd(start_on: LocalDate, end_on: LocalDate): void {
  requireDay('end_on', end_on, { to: longestTerm(start_on) });
}

function requireSound({ units, rent_steps, start_on, end_on }: Terms): void {
  if (end_on <= start_on) throw invalid('/end_on', 'period_reversed', 'end_on must be later than start_on.');
  if (new Set(units.map(({ unit_id }) => unit_id)).size < units.length)
    throw invalid('/units', 'unit_twice', 'units must not name a unit twice.');
  for (const [i, unit] of units.entries()) {
    const isStartWithin = start_on <= unit.start_on && unit.start_on < end_on;
    const isEndWithin = unit.start_on < unit.end_on && unit.end_on <= end_on;
    if (isStartWithin && isEndWithin) continue;
    const member = isStartWithin ? 'end_on' : 'start_on';
    throw invalid(`/units/${i}/${member}`, 'unit_outside_term', `${member} of the unit must lie within the term of the lease.`);
  }
  const empty = rent_steps.findIndex((step) => step.price_fen_per_m2_day === undefined && step.deposit_fen === undefined);
  if (empty >= 0) throw invalid(`/rent_steps/${empty}`, 'required', 'A step names price_fen_per_m2_day, deposit_fen or both.');
  const outsideTerm = rent_steps.findIndex(({ from_on }) => from_on <= start_on || from_on >= end_on);
  if (outsideTerm >= 0)
    throw invalid(
      `/rent_steps/${outsideTerm}/from_on`,
      'step_outside_term',
      `from_on must lie between ${start_on} and ${end_on}, within the term.`,
    );
  const unordered = rent_steps.findIndex(({ from_on }, i) => i > 0 && from_on <= rent_steps[i - 1]!.from_on);
  if (unordered >= 0)
    throw invalid(`/rent_steps/${unordered}/from_on`, 'steps_out_of_order', 'from_on must be later than that of the step before.');
}

function discount(price: number, reference: number): number {
  return reference === 0 ? 0 : Math.round((1 - price / reference) * 10_000) / 100;
}
