/** The values of dimensions and their names. */
import type { Bilingual } from '@park/contracts';
import type { Dimension } from '../ledger/measure.ts';

/** Keys of groups whose value no event has told. A group is found again by its key, so that these are values too. */
const unnamed: Record<string, Bilingual> = { unknown: { zh: '未知', en: 'Unknown' }, none: { zh: '无', en: 'None' } };

export function isUnnamed(value: string): boolean {
  return Object.hasOwn(unnamed, value);
}

/** Whether it can be a value. Of subjects, whether there is one with this id is for the caller to look up. */
export function isValueOf({ values, isValue }: Dimension, value: string): boolean {
  if (isUnnamed(value)) return true;
  if (values) return Object.hasOwn(values, value);
  return isValue?.(value) ?? true;
}

/** The value's name; of an open list the value itself. */
export function labelOf({ values }: Dimension, value: string): Bilingual {
  return { ...values, ...unnamed }[value] ?? { zh: value, en: value };
}
