/** Reads seasons, their gatherings, and the totals of these; never a registration. */
import { dayTotals, subjectsById, subjectsOf, type View } from '../../../kpi/kpi.store.ts';
import type { DayTotal } from '../../../kpi/evaluate.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Span } from '../../../ledger/spans.ts';
import { gathering, gatheringsHeld, placesOffered } from '../gathering.ts';
import { arrivals, placesAttended, placesConfirmed, registrationsWaiting } from '../registration.ts';
import { season } from '../season.ts';
import { noSeason, type DaysToRead, type SeasonTotals } from './programme.ts';

export function knownSeasons(view: View): Promise<Map<string, Known>> {
  return subjectsOf(view, season.name);
}

/** Those that have not a place in the answer are few: a season's drafts, and what was moved out of the months that are shown. */
export async function knownGatherings(view: View, seasonId: string, months: Span): Promise<Map<string, Known>> {
  if (seasonId !== noSeason) return await subjectsOf(view, gathering.name, seasonId);
  const published = await dayTotals(view, {
    measures: [placesOffered],
    groupBy: 'gathering',
    filters: { season: noSeason },
    withScale: false,
    days: months,
  });
  return await subjectsById(
    view,
    gathering.name,
    published.flatMap(({ key, matching }) => (key !== null && matching > 0 ? [key] : [])),
  );
}

/** By gathering, of those of a season. */
export async function gatheringTotals(view: View, seasonId: string, days: DaysToRead): Promise<Map<string, DayTotal[]>> {
  return byGathering(await totalsBy(view, { season: seasonId }, days));
}

export async function totalsOfGathering(view: View, id: string, days: DaysToRead): Promise<DayTotal[]> {
  return byGathering(await totalsBy(view, { gathering: id }, days)).get(id) ?? [];
}

async function totalsBy(view: View, filters: Record<string, string>, { places, waiting }: DaysToRead): Promise<DayTotal[]> {
  const asked = { groupBy: 'gathering', filters, withScale: false };
  return [
    ...(await dayTotals(view, { ...asked, measures: [placesConfirmed, placesAttended], days: places })),
    ...(await dayTotals(view, { ...asked, measures: [registrationsWaiting], days: waiting })),
  ];
}

function byGathering(totals: readonly DayTotal[]): Map<string, DayTotal[]> {
  return Map.groupBy(
    totals.filter(({ matching }) => matching > 0),
    ({ key }) => key!,
  );
}

/** Told apart by their ten minutes for one gathering, by day for a season. */
export async function arrivalsOf(
  view: View,
  filters: { season: string } | { gathering: string },
  { arrivals: days }: DaysToRead,
): Promise<DayTotal[]> {
  const withScale = 'gathering' in filters;
  const totals = await dayTotals(view, { measures: [arrivals], groupBy: null, filters, withScale, days });
  return totals.filter(({ matching }) => matching > 0);
}

/** By season; of the gatherings without one, of these months alone. A handful of rows for each gathering there ever was. */
export async function seasonTotals(view: View, months: Span): Promise<Map<string, SeasonTotals>> {
  const measures = [placesOffered, gatheringsHeld, placesConfirmed, placesAttended];
  const rows: (SeasonTotals & { season: string })[] = await view.tx.query(
    `select season,
       count(*) filter (where measure = $3 and amount > 0) as gatherings,
       coalesce(sum(amount) filter (where measure = $3), 0) as capacity,
       coalesce(sum(amount) filter (where measure = $4), 0) as held,
       coalesce(sum(amount) filter (where measure = $5), 0) as confirmed,
       coalesce(sum(amount) filter (where measure = $6), 0) as attended
     from (
       select dimensions ->> 'season' as season, dimensions ->> 'gathering' as gathering, measure, sum(delta) as amount
       from kpi_day
       where projection = any ($1) and measure = any ($2) and (dimensions ->> 'season' <> $7 or effective_on >= $8 and effective_on < $9)
       group by 1, 2, 3
     ) of_gathering
     group by season`,
    [
      [...new Set(measures.map((one) => view.live.get(view.figures.kindOf(one).name)?.id))].filter((id) => id !== undefined),
      measures.map(({ code }) => code),
      ...measures.map(({ code }) => code),
      noSeason,
      months.from,
      months.to,
    ],
  );
  return new Map(rows.map(({ season: id, ...totals }) => [id, totals]));
}
