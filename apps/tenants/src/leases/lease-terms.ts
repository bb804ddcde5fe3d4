/** The price of a lease, its discount from the reference price, and the approval that the discount needs. */
import type { DataOf, tenants } from '@park/contracts';
import { invalid, rentFen, sumArea, type LocalDate } from '@park/kernel';

type Content = DataOf<typeof tenants.LeaseSubmittedV1>;
export type LeaseUnit = Content['units'][number];
export type ApprovalRoute = Content['approval_route'];

export interface Terms {
  entity_id: string;
  units: LeaseUnit[];
  start_on: LocalDate;
  /** Exclusive. */
  end_on: LocalDate;
  cycle: 'month' | 'quarter' | 'half_year' | 'year';
  rent_free_days: number;
  deposit_fen: number;
  renewal_of_id: string | null;
}

export interface Amounts {
  annual_amount_fen: number;
  monthly_rent_fen: number;
  /** Below the reference price, percent; of the unit with the largest discount. */
  discount_pct: number;
  approval_route: ApprovalRoute;
}

/** From which annual amount (fen), rent-free time (days) or discount (percent) on a higher signature is needed. */
export const approvalThresholds = {
  director: { annualFen: 10_000_000 },
  executive: { annualFen: 50_000_000, moreRentFreeDaysThan: 90, moreDiscountPctThan: 15 },
} as const;

/** `referencePrices`: fen per m² and day, by unit id. Throws `invalid period_reversed`, `unit_twice`, `nothing_to_pay`, `unit_outside_term`. */
export function priced(terms: Terms, referencePrices: ReadonlyMap<string, number>): Amounts {
  requireSound(terms);
  const annual_amount_fen = terms.units.reduce((sum, unit) => sum + rentFen(unit.area_m2, unit.price_fen_per_m2_day, 365), 0);
  if (annual_amount_fen === 0) throw invalid('/units', 'nothing_to_pay', 'units must have an area and a rent above 0.');
  const discount_pct = Math.max(
    0,
    ...terms.units.map((unit) => discount(unit.price_fen_per_m2_day, referencePrices.get(unit.unit_id) ?? 0)),
  );
  const monthly_rent_fen = Math.floor((annual_amount_fen + 6) / 12);
  return {
    annual_amount_fen,
    monthly_rent_fen,
    discount_pct,
    approval_route: routeOf(annual_amount_fen, terms.rent_free_days, discount_pct),
  };
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

function requireSound({ units, start_on, end_on }: Terms): void {
  if (end_on <= start_on) throw invalid('/end_on', 'period_reversed', 'end_on must be later than start_on.');
  if (new Set(units.map(({ unit_id }) => unit_id)).size < units.length)
    throw invalid('/units', 'unit_twice', 'units must not name a unit twice.');
  const outside = units.findIndex((unit) => unit.start_on < start_on || unit.end_on > end_on || unit.end_on <= unit.start_on);
  if (outside >= 0)
    throw invalid(`/units/${outside}`, 'unit_outside_term', 'start_on and end_on of the unit must lie within those of the lease.');
}

function discount(price: number, reference: number): number {
  return reference === 0 ? 0 : Math.round((1 - price / reference) * 10_000) / 100;
}
