/**
 * The place of an item in its list: with all that are open, or in the month in which it was settled. So the open ones, and those of a year,
 * are found without those of the years before.
 */
import type { LocalDate } from '@park/kernel';

export const openPlace = 'open';

export function placeInList(isOpen: boolean, settledOn: LocalDate | undefined): string | null {
  return isOpen ? openPlace : (settledOn?.slice(0, 7) ?? null);
}
