/** The funnel from the application to the 90th day of work: how many came how far, and how long it took them. */
import { funnelStages, type FunnelStage, type FunnelStageCode, type TalentFunnel } from '@park/contracts';
import { addDays, addMonths, dayNumber, invalid, type LocalDate } from '@park/kernel';
import { labelOf } from '../../../kpi/dimension.ts';
import { histogramOf, percentOf, quantileIn, sumOf, type DayTotal } from '../../../kpi/evaluate.ts';
import type { Span } from '../../../ledger/spans.ts';
import { industry } from '../../industry.ts';
import { applicationsRetained, applicationsStarted, retainedDays } from '../hire.ts';

const longestMonths = 60;

/**
 * The last twelve months up to today, unless the question says otherwise.
 * Throws `invalid empty_period`, `invalid period_too_long`.
 */
export function periodOf({ from, to }: { from?: LocalDate | undefined; to?: LocalDate | undefined }, today: LocalDate): Span {
  const end = to ?? addDays(today, 1);
  const span = { from: from ?? addMonths(end, -12), to: end };
  if (span.from >= span.to) throw invalid('/from', 'empty_period', '"from" must be before "to".');
  if (addMonths(span.from, longestMonths) < span.to)
    throw invalid('/from', 'period_too_long', `"from" must be at most ${longestMonths} months before "to".`);
  return span;
}

const appliedMonthsBefore = 6;
const appliedMonthsAfter = 6;

/** The days on which applications that a fair brought are made. */
export function applicationDays(fairOn: LocalDate): Span {
  return { from: addMonths(fairOn, -appliedMonthsBefore), to: addMonths(fairOn, appliedMonthsAfter) };
}

export interface FunnelTotals {
  /** `application_stages_reached` by stage and scale. */
  reached: readonly DayTotal[];
  /** `applications_started` and `applications_retained` by day and scale. */
  worked: readonly DayTotal[];
}

function rowsOf({ reached, worked }: FunnelTotals, stage: FunnelStageCode): DayTotal[] {
  const measure = { started: applicationsStarted, retained: applicationsRetained }[stage as string];
  const rows = measure ? worked.filter((row) => row.measure === measure.code) : reached.filter(({ key }) => key === stage);
  return rows.filter(({ matching }) => matching > 0);
}

export function stageCounts(totals: FunnelTotals): { stage: FunnelStageCode; count: number }[] {
  return funnelStages.map((stage) => ({ stage, count: sumOf(rowsOf(totals, stage)) }));
}

export function funnelOf(totals: FunnelTotals, today: LocalDate): FunnelStage[] {
  const counts = new Map(stageCounts(totals).map(({ stage, count }) => [stage, count]));
  return funnelStages.map((stage, place) => {
    const before = funnelStages[place - 1];
    const count = counts.get(stage)!;
    const of = stage === 'retained' ? startedLongAgo(totals, today) : before === undefined ? null : counts.get(before)!;
    const histogram = histogramOf(rowsOf(totals, stage));
    return {
      stage,
      count,
      of,
      share: of === null ? null : percentOf(count, of),
      median_days: quantileIn(histogram, 0.5),
      p90_days: quantileIn(histogram, 0.9),
    };
  });
}

/** Nobody can have stayed for 90 days who began less than 90 days ago. */
function startedLongAgo(totals: FunnelTotals, today: LocalDate): number {
  const last = dayNumber(today) - retainedDays;
  return sumOf(rowsOf(totals, 'started').filter(({ effective_on, scale }) => dayNumber(effective_on) + Number(scale) <= last));
}

/** `totals`: of `applications_received` by industry. */
export function applicationsByIndustry(totals: readonly DayTotal[]): TalentFunnel['industries'] {
  return [...Map.groupBy(totals, ({ key }) => key ?? 'unknown')]
    .map(([section, rows]) => ({ industry: section, name: labelOf(industry, section), applications: sumOf(rows) }))
    .filter(({ applications }) => applications > 0)
    .sort((a, b) => b.applications - a.applications || (a.industry < b.industry ? -1 : 1));
}
