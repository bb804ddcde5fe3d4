/** An operating report 经营报送: what an enterprise says of a quarter or a year, and what the park has verified of it. */
import { type DataOf, type Decision, occurred, tenants, unchanged } from '@park/contracts';
import {
  addDays,
  amended,
  invalid,
  move,
  periodEnd,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type FieldError,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

export const reportStates = ['draft', 'submitted', 'returned', 'verified'] as const;
export type ReportState = (typeof reportStates)[number];
export type ReportAction = 'revise' | 'submit' | 'return' | 'verify' | 'restate';

export const reportMachine: Machine<ReportState, ReportAction> = {
  revise: { from: ['draft', 'returned'], to: 'draft' },
  submit: { from: ['draft'], to: 'submitted' },
  return: { from: ['submitted'], to: 'returned' },
  verify: { from: ['submitted'], to: 'verified' },
  restate: { from: ['verified'], to: 'verified' },
};

/** 千元 (thousand CNY) and people at the period's end. */
export type Figures = DataOf<typeof tenants.OperatingReportRestatedV1>['old'];

export const figureNames = [
  'revenue_kcny',
  'tax_total_kcny',
  'tax_local_kcny',
  'employees_end',
  'employees_grad_fresh',
  'rd_expense_kcny',
  'ip_applied',
  'ip_granted',
  'financing_kcny',
  'export_kcny',
] as const satisfies readonly (keyof Figures)[];

export interface OperatingReport extends Aggregate, Figures {
  entity_id: string;
  /** `2025-Q3` or `2025` */
  period: string;
  /** Explains what stands out, such as a change by more than half against the year before. */
  note: string | null;
  state: ReportState;
  submitted_by: string | null;
  return_reasons: string[];
}

export type Contents = Figures & { note?: string | null };

export function draft(
  identity: NewIdentity,
  subject: { entity_id: string; period: string },
  contents: Contents,
): Decision<OperatingReport> {
  const next: OperatingReport = {
    ...subject,
    ...figuresOf(contents),
    ...rowOf(identity),
    note: contents.note ?? null,
    state: 'draft',
    submitted_by: null,
    return_reasons: [],
  };
  return { next, events: [occurred(tenants.OperatingReportDraftedV1, lastDay(next), head(next, null))] };
}

export function revise(report: OperatingReport, contents: Partial<Contents>): Decision<OperatingReport> {
  const state = move(reportMachine, report.state, 'revise');
  const next: OperatingReport = { ...amended(report, contents), state, return_reasons: [] };
  return { next, events: [occurred(tenants.OperatingReportDraftedV1, lastDay(next), head(next, report.state))] };
}

/**
 * `yearBefore`: the figures of the same period a year earlier, where verified ones are known.
 * Throws `invalid period_not_over`, and `invalid inconsistent_figures` with every broken rule.
 */
export function submit(
  report: OperatingReport,
  submitter: string,
  today: LocalDate,
  yearBefore: Figures | null,
): Decision<OperatingReport> {
  const state = move(reportMachine, report.state, 'submit');
  if (periodEnd(report.period) > today)
    throw invalid('/period', 'period_not_over', `A report is submitted after its period; ${report.period} is not over yet.`);
  requireConsistent(report, report.note, yearBefore);
  const next: OperatingReport = { ...report, state, submitted_by: submitter };
  return {
    next,
    events: [occurred(tenants.OperatingReportSubmittedV1, lastDay(next), { ...head(next, report.state), ...figuresOf(next) })],
  };
}

export function sendBack(report: OperatingReport, reasons: string[]): Decision<OperatingReport> {
  const next: OperatingReport = { ...report, state: move(reportMachine, report.state, 'return'), return_reasons: reasons };
  return { next, events: [occurred(tenants.OperatingReportReturnedV1, lastDay(next), { ...head(next, report.state), reasons })] };
}

/** Throws `forbidden segregation_of_duties`: nobody verifies what they submitted themselves. */
export function verify(report: OperatingReport, verifier: string): Decision<OperatingReport> {
  const state = move(reportMachine, report.state, 'verify');
  if (verifier === report.submitted_by) {
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted a report must not verify it.');
  }
  return verified({ ...report, state }, report.state);
}

/** A report whose figures come from an authority counts as verified when it is entered. */
export function enterVerified(report: OperatingReport): Decision<OperatingReport> {
  move(reportMachine, report.state, 'verify');
  return verified({ ...report, state: 'verified' }, report.state);
}

/** Corrects a verified report; the old figures go along, so that every sum can be put right. No event where nothing changes. */
export function restate(report: OperatingReport, figures: Partial<Figures>, reason: string): Decision<OperatingReport> {
  const state = move(reportMachine, report.state, 'restate');
  const corrected = amended(report, figures);
  requireConsistent(corrected, reason, null);
  if (corrected === report) return unchanged(report);
  const next: OperatingReport = { ...corrected, state };
  const data = { ...head(next, report.state), ...figuresOf(next), old: figuresOf(report), reason };
  return { next, events: [occurred(tenants.OperatingReportRestatedV1, lastDay(next), data)] };
}

/** The logic between the figures, as the Torch statistics check it (注意数据间的逻辑关系). */
function requireConsistent(figures: Figures, note: string | null, yearBefore: Figures | null): void {
  const errors: FieldError[] = [];
  const { tax_local_kcny: local, tax_total_kcny: total } = figures;
  // Paid and refunded taxes of several kinds may offset each other: beside a total of the other sign any part is possible.
  if (Math.abs(local) > Math.abs(total) && local * total >= 0)
    errors.push({ pointer: '/tax_local_kcny', detail: 'must not exceed tax_total_kcny in its amount' });
  if (figures.employees_grad_fresh > figures.employees_end)
    errors.push({ pointer: '/employees_grad_fresh', detail: 'must not exceed employees_end' });
  if (figures.export_kcny > Math.max(0, figures.revenue_kcny))
    errors.push({ pointer: '/export_kcny', detail: 'must not exceed revenue_kcny' });
  if (yearBefore !== null && !note) {
    for (const name of ['revenue_kcny', 'tax_total_kcny', 'employees_end'] as const) {
      const before = yearBefore[name];
      if (before !== 0 && Math.abs(figures[name] - before) * 2 > Math.abs(before)) {
        errors.push({ pointer: `/${name}`, detail: `differs by more than 50 % from the year before (${before}); explain it in the note` });
      }
    }
  }
  if (errors.length > 0) throw new Refusal('invalid', 'inconsistent_figures', 'The figures contradict each other.', { errors });
}

function verified(next: OperatingReport, from: ReportState): Decision<OperatingReport> {
  return { next, events: [occurred(tenants.OperatingReportVerifiedV1, lastDay(next), { ...head(next, from), ...figuresOf(next) })] };
}

function head(report: OperatingReport, from: ReportState | null) {
  return { ...transition(report, from), entity_id: report.entity_id, period: report.period };
}

function figuresOf(source: Figures): Figures {
  return Object.fromEntries(figureNames.map((name) => [name, source[name]])) as Figures;
}

/** The figures of a report count from the last day of its period. */
function lastDay(report: OperatingReport): LocalDate {
  return addDays(periodEnd(report.period), -1);
}
