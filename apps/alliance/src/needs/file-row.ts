/** Rules of the rows in the files of needs, resources and activities: days in their order, and the columns that a state requires. */
import { invalid, type LocalDate } from '@park/kernel';

/** The day of a step. Throws `invalid required`, `invalid in_future`, `invalid dates_out_of_order`. */
export function dayOf(column: string, day: LocalDate | undefined, notBefore: LocalDate | null, today: LocalDate): LocalDate {
  if (day === undefined) throw invalid(`/${column}`, 'required', `${column} is required in this state.`);
  if (day > today) throw invalid(`/${column}`, 'in_future', `${column} must not be later than today.`);
  if (notBefore !== null && day < notBefore)
    throw invalid(`/${column}`, 'dates_out_of_order', `${column} must not be earlier than ${notBefore}, the day of the step before.`);
  return day;
}

/** Throws `invalid required`. */
export function textOf(column: string, text: string | undefined): string {
  if (text === undefined) throw invalid(`/${column}`, 'required', `${column} is required in this state.`);
  return text;
}
