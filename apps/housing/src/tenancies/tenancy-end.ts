/** How a tenancy ends 退租: reminders, notice, staying over, and the settlement when the keys come back. */
import { type Decision, housing, occurred, unchanged } from '@park/contracts';
import { daysBetween, dueReminder, invalid, move, Refusal, requireDay, type LocalDate } from '@park/kernel';
import { headOf, tenancyMachine, type Tenancy } from './tenancy.ts';

/** Days before the end at which a reminder is sent, the earliest first. */
export const reminderDays = [60, 30, 7] as const;

/** The day on which the home should be empty: what the notice says, else the contract. */
export function leavesOn({ planned_on, end_on }: Tenancy): LocalDate {
  return planned_on ?? end_on;
}

/** At most one event per step of `reminderDays`; after a pause only the latest that is due is told. */
export function remind(tenancy: Tenancy, today: LocalDate): Decision<Tenancy> {
  move(tenancyMachine, tenancy.state, 'remind');
  const { code, end_on, reminded_days } = tenancy;
  const days_left = daysBetween(today, end_on);
  const due = dueReminder(reminderDays, days_left, reminded_days);
  if (due === null) return unchanged(tenancy);
  return { next: { ...tenancy, reminded_days: due }, events: [occurred(housing.TenancyEndingV1, today, { code, end_on, days_left })] };
}

/**
 * `on`: the day of the notice. The home is kept for them only until they leave. A second notice moves the day. Throws `invalid before_notice`,
 * `invalid after_end`.
 */
export function giveNotice(tenancy: Tenancy, planned_on: LocalDate, on: LocalDate): Decision<Tenancy> {
  const state = move(tenancyMachine, tenancy.state, 'give_notice');
  if (planned_on < on) throw invalid('/planned_on', 'before_notice', 'planned_on must not be earlier than the day of the notice.');
  if (planned_on > tenancy.end_on)
    throw invalid('/planned_on', 'after_end', `planned_on must not be later than ${tenancy.end_on}, the end of the tenancy.`);
  const early = planned_on < tenancy.end_on;
  const penalty_fen = early ? penaltyFen(tenancy) : 0;
  const notice_on = tenancy.state === 'notice_given' ? tenancy.notice_on : on;
  const next: Tenancy = { ...tenancy, state, notice_on, planned_on, penalty_fen, held_until: planned_on };
  return { next, events: [occurred(housing.TenancyNoticeGivenV1, on, { ...headOf(next, tenancy.state), planned_on, early, penalty_fen })] };
}

/** Up to the day that the notice names. The home is theirs until the end of the contract again, unless another has it by then. */
export function cancelNotice(tenancy: Tenancy, today: LocalDate): Decision<Tenancy> {
  const state = move(tenancyMachine, tenancy.state, 'cancel_notice');
  const planned_on = tenancy.planned_on!;
  if (planned_on < today) throw new Refusal('conflict', 'notice_over', `The day of the notice, ${planned_on}, is over.`);
  const next: Tenancy = { ...tenancy, state, notice_on: null, planned_on: null, penalty_fen: null, held_until: tenancy.end_on };
  return { next, events: [occurred(housing.TenancyNoticeCancelledV1, today, { ...headOf(next, tenancy.state), planned_on })] };
}

/**
 * They should have left before today. From now on the home is theirs without an end, or until another claim on it, or of the
 * person, begins (`nextClaimOn`): that one stands, and cannot check in before this one is closed. Throws `conflict not_over`.
 */
export function holdOver(tenancy: Tenancy, nextClaimOn: LocalDate | null, today: LocalDate): Decision<Tenancy> {
  const state = move(tenancyMachine, tenancy.state, 'hold_over');
  const since = leavesOn(tenancy);
  if (since >= today) throw new Refusal('conflict', 'not_over', `The tenancy runs until ${since}.`);
  const next: Tenancy = { ...tenancy, state, held_until: nextClaimOn };
  return { next, events: [occurred(housing.TenancyHeldOverV1, since, { ...headOf(next, tenancy.state), since })] };
}

export interface Settlement {
  closed_on: LocalDate;
  /** Damage and open bills; a penalty for leaving early comes on top. */
  deductions_fen: number;
}

/**
 * Refunds the rest of the deposit. Throws `invalid in_future`, `invalid before_check_in`, `invalid day_too_early`, `conflict notice_needed`.
 */
export function close(
  tenancy: Tenancy,
  { closed_on, deductions_fen }: Settlement,
  nextClaimOn: LocalDate | null,
  today: LocalDate,
): Decision<Tenancy> {
  const state = move(tenancyMachine, tenancy.state, 'close');
  const checkedInOn = tenancy.checked_in_on!;
  if (closed_on > today) throw invalid('/closed_on', 'in_future', 'closed_on must not be later than today.');
  if (closed_on < checkedInOn)
    throw invalid('/closed_on', 'before_check_in', `closed_on must not be earlier than ${checkedInOn}, the day of the check-in.`);
  if (tenancy.state === 'notice_given')
    requireDay('closed_on', closed_on, { from: { on: tenancy.notice_on, what: 'the day of the notice' } });
  if (tenancy.state === 'holdover')
    requireDay('closed_on', closed_on, { from: { on: leavesOn(tenancy), what: 'from which on the tenancy is held over' } });
  if (tenancy.state === 'checked_in' && closed_on < tenancy.end_on) {
    throw new Refusal('conflict', 'notice_needed', `To close the tenancy before ${tenancy.end_on}, give notice first.`);
  }
  const nights = daysBetween(checkedInOn, closed_on);
  const refund_fen = Math.max(0, tenancy.deposit_fen! - (tenancy.penalty_fen ?? 0) - deductions_fen);
  const held_until = nextClaimOn !== null && nextClaimOn < closed_on ? nextClaimOn : closed_on;
  const next: Tenancy = { ...tenancy, state, closed_on, nights, deductions_fen, refund_fen, held_until };
  return {
    next,
    events: [
      occurred(housing.TenancyClosedV1, closed_on, { ...headOf(next, tenancy.state), closed_on, nights, deductions_fen, refund_fen }),
    ],
  };
}

/** Half a month's rent, after the discount, rounded half up: what the park's sample contract asks of who leaves early. */
function penaltyFen({ rent_fen_per_month, discount_pct }: Tenancy): number {
  const hundredthsOfRent = BigInt(Math.round((100 - (discount_pct ?? 0)) * 100));
  return Number((BigInt(rent_fen_per_month!) * hundredthsOfRent + 10_000n) / 20_000n);
}
