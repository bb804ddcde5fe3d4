/** What all rows of the files of the three lists have to keep to: codes of their own, and days in their order. */
import { invalid, type LocalDate } from '@park/kernel';

/** A code of the park's series, given by a file, would meet the one that the series comes to later. Throws `invalid code_of_series`. */
export function requireOwnCode(code: string, prefix: string): void {
  if (new RegExp(`^${prefix}-\\d+$`).test(code))
    throw invalid('/code', 'code_of_series', `No record has the code ${code}, and codes like ${prefix}-000001 are given by the park.`);
}

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
