/**
 * Operating reports 经营报送: what an entity earned and paid, dated on the last day of the period, and whom it employed from then on.
 * A report counts where the entity was in the park on at least one day of its period.
 *
 * Quarters and year of one entity never count twice: the yearly report settles the year. It adds, on the year's last day, what
 * the verified quarters of that year did not already say, so that the year's total is the yearly report's - also where
 * an entity reports three quarters and then the year.
 */
import { tenants } from '@park/contracts';
import { addDays, isQuarter, periodEnd, periodStart, type LocalDate } from '@park/kernel';
import { hearing, latest, logs, type Known } from '../ledger/said.ts';
import { contains, forever, within } from '../ledger/spans.ts';
import { happening, standing, type Entry } from '../ledger/timeline.ts';
import { dimensionsOf, type Stay } from './stay.ts';

const amounts = ['revenue', 'tax_total', 'tax_local'] as const;

interface Report extends Record<(typeof amounts)[number], number> {
  state: string;
  period: string;
  /** The period's days. */
  first: LocalDate;
  last: LocalDate;
  employees_end: number;
}

const hear = hearing<Report>();

interface Figures {
  to_state: string;
  entity_id: string;
  period: string;
  revenue_kcny: number;
  tax_total_kcny: number;
  tax_local_kcny: number;
  employees_end: number;
}

function head({ entity_id, to_state, period }: Pick<Figures, 'entity_id' | 'to_state' | 'period'>): { about: string; is: Partial<Report> } {
  return { about: entity_id, is: { state: to_state, period, first: periodStart(period), last: addDays(periodEnd(period), -1) } };
}

function figures(data: Figures): { about: string; is: Partial<Report> } {
  return {
    about: data.entity_id,
    is: {
      ...head(data).is,
      revenue: data.revenue_kcny,
      tax_total: data.tax_total_kcny,
      tax_local: data.tax_local_kcny,
      employees_end: data.employees_end,
    },
  };
}

export const operatingReportHearings = [
  hear(tenants.OperatingReportDraftedV1, head),
  hear(tenants.OperatingReportSubmittedV1, figures),
  hear(tenants.OperatingReportReturnedV1, head),
  hear(tenants.OperatingReportVerifiedV1, figures),
  hear(tenants.OperatingReportRestatedV1, figures),
];

/** Submitted and verified ones by their last day; of two with the same last day the year's comes after the quarter's. */
function handedIn(known: Known): Report[] {
  return logs<Report>(known, 'operating-report')
    .map(({ log }) => latest(log) as Report)
    .filter(({ state }) => state === 'submitted' || state === 'verified')
    .sort((a, b) => (a.last === b.last ? Number(isQuarter(b.period)) - Number(isQuarter(a.period)) : a.last < b.last ? -1 : 1));
}

export function reported(stays: readonly Stay[], known: Known): Entry[] {
  const reports = handedIn(known);
  const verified = reports.filter(({ state }) => state === 'verified');
  return [...reports.flatMap((report) => returnsOf(report, stays, verified)), ...covered(stays, verified), ...employed(stays, verified)];
}

function returnsOf(report: Report, stays: readonly Stay[], verified: readonly Report[]): Entry[] {
  const stay = stays.findLast(({ from, to }) => from <= report.last && to > report.first);
  if (!stay) return [];
  const dimensions = { ...dimensionsOf(stay), period: report.period };
  const count = (measure: 'reports_handed_in' | 'reports_verified'): Entry => happening(measure, dimensions, report.last, 1);
  if (report.state !== 'verified') return [count('reports_handed_in')];
  const sum = (amount: (typeof amounts)[number]): number => report[amount] - saidByQuarters(report, verified, amount);
  return [
    count('reports_handed_in'),
    count('reports_verified'),
    ...amounts.map((amount) => happening(amount, dimensions, report.last, sum(amount))),
  ];
}

function saidByQuarters(report: Report, verified: readonly Report[], amount: (typeof amounts)[number]): number {
  if (isQuarter(report.period)) return 0;
  const quarters = verified.filter(({ period }) => isQuarter(period) && period.startsWith(report.period));
  return quarters.reduce((sum, quarter) => sum + quarter[amount], 0);
}

/** Once for each day on which a verified period ends, whether a quarter, a year or both end on it. */
function covered(stays: readonly Stay[], verified: readonly Report[]): Entry[] {
  const days = [...new Set(verified.map(({ last }) => last))];
  return days.flatMap((day) => {
    const stay = stays.find((one) => contains(one, day));
    return stay ? [happening('entities_covered', dimensionsOf(stay), day, 1)] : [];
  });
}

/** From the last day of a period until the next verified report says otherwise, while the entity is in the park. */
function employed(stays: readonly Stay[], verified: readonly Report[]): Entry[] {
  const steps = verified.filter(({ last }, i) => last !== verified[i + 1]?.last);
  return steps.flatMap(({ last, employees_end }, i) => {
    const spans = within(stays, [{ from: last, to: steps[i + 1]?.last ?? forever }]);
    return spans.flatMap((stay) => standing('employment', dimensionsOf(stay), [stay], employees_end));
  });
}
