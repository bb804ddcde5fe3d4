/** Codes of records: the next of a series, such as `ND-000001`, or one of the clerk's own that a file gives. */
import { invalid } from './refusal.ts';

/** A code of the series, given by a file, would meet the one that the series comes to later. Throws `invalid code_of_series`. */
export function requireOwnCode(code: string, prefix: string): void {
  if (new RegExp(`^${prefix}-\\d+$`).test(code))
    throw invalid('/code', 'code_of_series', `No record has the code ${code}, and codes like ${prefix}-000001 are given by the park.`);
}
