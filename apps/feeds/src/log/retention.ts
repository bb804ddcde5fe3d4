/** For how long a log can be read, and the events behind it be asked for by a subscription that begins in the past. */

/** Positions stay valid for so long from the moment at which they were given, unless a setting says otherwise. */
export const usualRetentionDays = 90;

/** The moment from which events are put into logs, now or by a subscription that begins in the past. */
export function keptSince(now: Date, logRetentionDays: number): Date {
  return new Date(now.getTime() - logRetentionDays * 86_400_000);
}

/** The oldest event of a new subscription is as old as a log is kept, and then stays in the log for as long again. */
export function eventRetentionDays(logRetentionDays: number): number {
  return 2 * logRetentionDays;
}
