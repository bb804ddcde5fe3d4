/** Counts the article's figures once more from the rows alone, by the rules of the KPI definitions, sharing nothing with the generator. */
import type { Rows } from './sample-park.ts';

const lastDays: Record<string, string> = { Q1: '03-31', Q2: '06-30', Q3: '09-30', Q4: '12-31' };
const firstDays: Record<string, string> = { Q1: '01-01', Q2: '04-01', Q3: '07-01', Q4: '10-01' };

/** First and last day of `2025-Q3` or `2025`. */
export function daysOf(period: string): { first: string; last: string } {
  const [year, quarter] = period.split('-');
  return { first: `${year}-${firstDays[quarter ?? 'Q1']}`, last: `${year}-${lastDays[quarter ?? 'Q4']}` };
}

const counted = ['enterprise', 'individual_business', 'farmer_coop'];

export function recount(rows: Rows, day: string, year: { from: string; to: string }) {
  const here = new Map(
    rows.marketEntities.filter(({ kind, residency }) => counted.includes(kind) && residency).map((row) => [row.uscc, row]),
  );
  const isHere = (uscc: string, first: string, last = first): boolean => {
    const row = here.get(uscc);
    return row !== undefined && row.moved_in_on! <= last && (row.departed_on === undefined || row.departed_on > first);
  };
  const inForce = rows.qualifications.filter(({ valid_from, valid_to }) => valid_from <= day && day < valid_to);
  const accepted = rows.renovations.filter(({ accepted_on }) => accepted_on !== undefined && accepted_on <= day);
  const latest = new Map(
    accepted
      .filter(({ kind }) => kind === 'building')
      .sort((a, b) => (a.accepted_on! < b.accepted_on! ? -1 : 1))
      .map((row) => [row.building_code, row]),
  );
  const homes = rows.apartments.filter(({ status, added_on }) => status === 'in_service' && added_on <= day);
  return {
    entities: [...here.keys()].filter((uscc) => isHere(uscc, day)).length,
    techFirms: new Set(inForce.map(({ entity_uscc }) => entity_uscc).filter((uscc) => isHere(uscc, day))).size,
    employed: employed(rows, day, (uscc) => isHere(uscc, day)),
    contribution: contribution(rows, year, isHere),
    buildings: latest.size,
    indoorM2: sum([...latest.values()].map(({ indoor_area_m2 }) => indoor_area_m2)),
    outdoorM2: sum(accepted.map(({ outdoor_area_m2 }) => outdoor_area_m2)),
    hiking: homes.filter(({ brand }) => brand === 'hiking').length,
    xihai: homes.filter(({ brand }) => brand === 'xihai').length,
  };
}

/** By the latest verified report of each; of two with the same last day the year's. */
function employed({ operatingReports }: Rows, day: string, isHere: (uscc: string) => boolean): number {
  const verified = operatingReports.filter(({ period, state }) => state === 'verified' && daysOf(period).last <= day);
  const rank = (period: string): string => `${daysOf(period).last}${period.includes('Q') ? 0 : 1}`;
  const latest = new Map<string, (typeof verified)[number]>();
  for (const row of verified) {
    const known = latest.get(row.entity_uscc);
    if (!known || rank(known.period) < rank(row.period)) latest.set(row.entity_uscc, row);
  }
  return sum([...latest.values()].filter(({ entity_uscc }) => isHere(entity_uscc)).map(({ employees_end }) => employees_end));
}

/** A verified year settles what its verified quarters did not say. */
function contribution(
  { operatingReports }: Rows,
  { from, to }: { from: string; to: string },
  isHere: (uscc: string, first: string, last: string) => boolean,
): number {
  const verified = operatingReports.filter(({ entity_uscc, period, state }) => {
    const { first, last } = daysOf(period);
    return state === 'verified' && isHere(entity_uscc, first, last);
  });
  const quarters = Map.groupBy(
    verified.filter(({ period }) => period.includes('Q')),
    ({ entity_uscc, period }) => `${entity_uscc} ${period.slice(0, 4)}`,
  );
  return sum(
    verified
      .filter(({ period }) => daysOf(period).last >= from && daysOf(period).last < to)
      .map(({ entity_uscc, period, tax_local_kcny }) =>
        period.includes('Q')
          ? tax_local_kcny
          : tax_local_kcny - sum((quarters.get(`${entity_uscc} ${period}`) ?? []).map((row) => row.tax_local_kcny)),
      ),
  );
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
