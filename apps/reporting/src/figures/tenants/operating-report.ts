/**
 * Operating reports 经营报送: what an entity earned and paid, dated on the last day of the period, and how many people it employed from then on.
 * The subject is the entity: a year's report and its quarters settle each other, and there are five a year.
 * A report counts where the entity was in the park on at least one day of its period.
 *
 * Quarters and year of one entity never count twice: the yearly report settles the year. It adds, on the year's last day, what
 * the verified quarters of that year did not already say, so that the year's total is the yearly report's - also where
 * an entity reports three quarters and then the year.
 */
import { tenants } from '@park/contracts';
import { addDays, isQuarter, periodEnd, periodStart, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { contains, forever, within } from '../../ledger/spans.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Entry } from '../../ledger/timeline.ts';
import { period } from './dimensions.ts';
import { dimensionsOf, entityMappings, ofEntity, staysOf, type Stay } from './stay.ts';

const ofReport = [...ofEntity, period];

/** People employed, by the latest verified report of each entity in the park. */
export const employment: Measure = { code: 'employment', dimensions: ofEntity };
/** Thousand CNY of verified reports, on the last day of their period. */
export const revenue: Measure = { code: 'revenue', dimensions: ofReport };
export const taxTotal: Measure = { code: 'tax_total', dimensions: ofReport };
export const taxLocal: Measure = { code: 'tax_local', dimensions: ofReport };
/** Reports submitted or verified, on the last day of their period. */
export const reportsHandedIn: Measure = { code: 'reports_handed_in', dimensions: ofReport };
export const reportsVerified: Measure = { code: 'reports_verified', dimensions: ofReport };
/** Entities in the park on the last day of a period for which they have a verified report. */
export const entitiesCovered: Measure = { code: 'entities_covered', dimensions: ofEntity };

const amounts = { revenue, tax_total: taxTotal, tax_local: taxLocal };
type Amount = keyof typeof amounts;

interface Report extends Record<Amount, number> {
  state: string;
  period: string;
  /** The period's days. */
  first: LocalDate;
  last: LocalDate;
  employees_end: number;
}

const map = mappingsTo<Report>();

interface Figures {
  to_state: string;
  entity_id: string;
  period: string;
  revenue_kcny: number;
  tax_total_kcny: number;
  tax_local_kcny: number;
  employees_end: number;
}

interface ReportChange {
  subjects: string;
  is: Partial<Report>;
}

function headOf(data: Pick<Figures, 'entity_id' | 'to_state' | 'period'>): ReportChange {
  const { entity_id, to_state, period: of } = data;
  return { subjects: entity_id, is: { state: to_state, period: of, first: periodStart(of), last: addDays(periodEnd(of), -1) } };
}

function figuresOf(data: Figures): ReportChange {
  const { subjects, is } = headOf(data);
  return {
    subjects,
    is: {
      ...is,
      revenue: data.revenue_kcny,
      tax_total: data.tax_total_kcny,
      tax_local: data.tax_local_kcny,
      employees_end: data.employees_end,
    },
  };
}

const reportMappings = [
  map(tenants.OperatingReportDraftedV1, headOf),
  map(tenants.OperatingReportSubmittedV1, figuresOf),
  map(tenants.OperatingReportReturnedV1, headOf),
  map(tenants.OperatingReportVerifiedV1, figuresOf),
  map(tenants.OperatingReportRestatedV1, figuresOf),
];

/** Submitted and verified ones by their last day; of two with the same last day the year's comes after the quarter's. */
function handedIn(known: Known): Report[] {
  return logsOf<Report>(known, 'tenants.operating-report')
    .map(({ log }) => latest(log) as Report)
    .filter(({ state }) => state === 'submitted' || state === 'verified')
    .sort((a, b) => (a.last === b.last ? Number(isQuarter(b.period)) - Number(isQuarter(a.period)) : a.last < b.last ? -1 : 1));
}

function timeline(known: Known): Entry[] {
  const stays = staysOf(known);
  const reports = handedIn(known);
  const verified = reports.filter(({ state }) => state === 'verified');
  return [...reports.flatMap((report) => returnsOf(report, stays, verified)), ...covered(stays, verified), ...employed(stays, verified)];
}

function returnsOf(report: Report, stays: readonly Stay[], verified: readonly Report[]): Entry[] {
  const stay = stays.findLast(({ from, to }) => from <= report.last && to > report.first);
  if (!stay) return [];
  const dimensions = { ...dimensionsOf(stay), period: report.period };
  const handed = flowEntry(reportsHandedIn, dimensions, report.last, 1);
  if (report.state !== 'verified') return [handed];
  const sums = (Object.keys(amounts) as Amount[]).map((amount) =>
    flowEntry(amounts[amount], dimensions, report.last, report[amount] - reportedByQuarters(report, verified, amount)),
  );
  return [handed, flowEntry(reportsVerified, dimensions, report.last, 1), ...sums];
}

function reportedByQuarters(report: Report, verified: readonly Report[], amount: Amount): number {
  if (isQuarter(report.period)) return 0;
  const quarters = verified.filter((one) => isQuarter(one.period) && one.period.startsWith(report.period));
  return quarters.reduce((sum, quarter) => sum + quarter[amount], 0);
}

/** Once for each day on which a verified period ends, whether a quarter, a year or both end on it. */
function covered(stays: readonly Stay[], verified: readonly Report[]): Entry[] {
  const days = [...new Set(verified.map(({ last }) => last))];
  return days.flatMap((day) => {
    const stay = stays.find((one) => contains(one, day));
    return stay ? [flowEntry(entitiesCovered, dimensionsOf(stay), day, 1)] : [];
  });
}

/** From the last day of a period until the next verified report says otherwise, while the entity is in the park. */
function employed(stays: readonly Stay[], verified: readonly Report[]): Entry[] {
  const steps = verified.filter(({ last }, i) => last !== verified[i + 1]?.last);
  return steps.flatMap(({ last, employees_end }, i) => {
    const spans = within(stays, [{ from: last, to: steps[i + 1]?.last ?? forever }]);
    return spans.flatMap((stay) => stockEntries(employment, dimensionsOf(stay), [stay], employees_end));
  });
}

export const operatingReport: SubjectKind = {
  name: 'tenants.operating-report',
  title: { zh: '经营报送', en: 'Operating report' },
  version: 2,
  measures: [employment, revenue, taxTotal, taxLocal, reportsHandedIn, reportsVerified, entitiesCovered],
  mappings: [...entityMappings, ...reportMappings],
  timeline,
};
