/** Reminders before a day: one for each step, the earliest first, e.g. 90, 60 and 30 days before. */

/**
 * The step that is due when `daysLeft` days are left and was not sent yet, or null. After a pause only the latest of several is due.
 * `lastSent` is the step of the reminder sent last; a step of fewer days comes later.
 */
export function dueReminder(steps: readonly number[], daysLeft: number, lastSent: number | null): number | null {
  if (daysLeft <= 0) return null;
  const due = steps.findLast((days) => daysLeft <= days) ?? null;
  return due === null || (lastSent !== null && lastSent <= due) ? null : due;
}
