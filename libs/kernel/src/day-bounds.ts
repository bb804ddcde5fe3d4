/** The days on which a step of a record can have been: not before what it follows, and not ahead where it reports what has happened. */
import { addMonths, type LocalDate } from './date.ts';
import { invalid } from './refusal.ts';

/** A day that binds, and what was on it: "when the entity was established". Null does not bind. */
export interface DayBound {
  on: LocalDate | null;
  what: string;
}

/** Both days belong to the span. Throws `invalid day_too_early`, `invalid day_too_late` at the member. */
export function requireDay(member: string, day: LocalDate, { from, to }: { from?: DayBound; to?: DayBound }): void {
  if (from?.on && day < from.on)
    throw invalid(`/${member}`, 'day_too_early', `${member} must not be earlier than ${from.on}, ${from.what}.`);
  if (to?.on && day > to.on) throw invalid(`/${member}`, 'day_too_late', `${member} must not be later than ${to.on}, ${to.what}.`);
}

/** For what has happened. */
export function upToToday(today: LocalDate): DayBound {
  return { on: today, what: 'which is today' };
}

const mostYears = 20;

/** The Civil Code (民法典 art. 705) lets no lease last longer, of offices and of homes. */
export function longestTerm(start_on: LocalDate): DayBound {
  return { on: addMonths(start_on, 12 * mostYears), what: `${mostYears} years after the start` };
}
