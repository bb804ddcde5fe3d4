/** How a job fair moves with its gathering, and how it ends: closed with its totals, and reported to the authority. */
import { occurred, recruitment, unchanged, type Decision } from '@park/contracts';
import { addDays, dateAt, invalid, move, type LocalDate } from '@park/kernel';
import { shifted, type Times } from './fair-schedule.ts';
import { clocked, fairMachine, headOf, requireDay, type Fair, type FairTotals } from './fair.ts';

/** 北京市人力资源市场招聘会管理: the statistics are due so many days after the fair. */
export const reportedDaysAfter = 7;

/** Null: its gathering is postponed to a day not known yet. No event where the times are as before. */
export function reschedule(fair: Fair, times: Times | null, today: LocalDate): Decision<Fair> {
  const state = move(fairMachine, fair.state, fair.state === 'ongoing' ? 'put_back' : 'reschedule');
  const isSame = times !== null && +times.starts_at === +fair.starts_at && +times.ends_at === +fair.ends_at;
  if (times === null ? fair.is_postponed : isSame && !fair.is_postponed) return unchanged(fair);
  const moved = times === null ? fair : { ...fair, ...shifted(fair, times) };
  const next = clocked({ ...moved, state, is_postponed: times === null });
  const data = {
    ...headOf(next, fair.state),
    starts_at: times?.starts_at.toISOString() ?? null,
    ends_at: times?.ends_at.toISOString() ?? null,
  };
  return { next, events: [occurred(recruitment.FairRescheduledV1, today, data)] };
}

/** The day on which it ended: its last one, or today where it is closed by hand before. */
export function endedOn({ ends_at }: Pick<Fair, 'ends_at'>, now: Date): LocalDate {
  return dateAt(now < ends_at ? now : new Date(ends_at.getTime() - 1));
}

/** Throws `conflict fair_postponed`. */
export function close(fair: Fair, totals: FairTotals, now: Date): Decision<Fair> {
  const state = move(fairMachine, fair.state, 'close');
  requireDay(fair);
  const on = endedOn(fair, now);
  const report_due_on = addDays(on, reportedDaysAfter);
  const next: Fair = { ...fair, ...totals, state, report_due_on, next_phase_at: null };
  return { next, events: [occurred(recruitment.FairClosedV1, on, { ...headOf(next, fair.state), ...totals, report_due_on })] };
}

/** Once. No event where it is known, or not overdue yet. */
export function noteReportOverdue(fair: Fair, today: LocalDate): Decision<Fair> {
  move(fairMachine, fair.state, 'note_report_overdue');
  const { code, gathering_id, report_due_on } = fair;
  if (fair.is_report_overdue || report_due_on! >= today) return unchanged(fair);
  const data = { code, gathering_id, due_on: report_due_on! };
  return { next: { ...fair, is_report_overdue: true }, events: [occurred(recruitment.FairReportOverdueV1, today, data)] };
}

/** With the totals of the day on which it is reported. Throws `invalid in_future`, `invalid before_close`. */
export function report(fair: Fair, reported_on: LocalDate, totals: FairTotals, today: LocalDate): Decision<Fair> {
  const state = move(fairMachine, fair.state, 'report');
  if (reported_on > today) throw invalid('/reported_on', 'in_future', 'reported_on must not be later than today.');
  const closedOn = addDays(fair.report_due_on!, -reportedDaysAfter);
  if (reported_on < closedOn)
    throw invalid('/reported_on', 'before_close', `reported_on must not be earlier than ${closedOn}, when the fair ended.`);
  const next: Fair = { ...fair, ...totals, state, reported_on, is_report_overdue: false };
  const data = { ...headOf(next, fair.state), ...totals, reported_on, late: reported_on > fair.report_due_on! };
  return { next, events: [occurred(recruitment.FairReportedV1, reported_on, data)] };
}
