/** Money: whole fen 分 as safe integers, never fractions; products are rounded half up, once per line. */

/** Rent of an area over some days. Area in m² with two decimals, price in fen per m² and day; exact up to the one rounding. */
export function rentFen(areaM2: number, fenPerM2Day: number, days: number): number {
  const centiM2 = BigInt(Math.round(areaM2 * 100));
  const hundredfold = centiM2 * BigInt(fenPerM2Day) * BigInt(days);
  return Number((hundredfold + 50n) / 100n);
}

/** Square metres are summed in hundredths, so that totals are exact. */
export function sumArea(areas: readonly number[]): number {
  return areas.reduce((sum, area) => sum + Math.round(area * 100), 0) / 100;
}
