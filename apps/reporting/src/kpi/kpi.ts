/** A key figure of the park: one declaration says what it is called, what it means and how it is read from the ledger. */
import type { Additivity, Bilingual, KpiDefinition, KpiUnit } from '@park/contracts';
import type { Dimension, Measure } from '../ledger/measure.ts';
import type { Reading } from './reading.ts';

export interface Kpi {
  code: string;
  name: Bilingual;
  definition: Bilingual;
  formula: string;
  unit: KpiUnit;
  /** Raised when the meaning changes. */
  version: number;
  /** The figure, or of a ratio the numerator. Null where it is not read from the ledger. */
  value: Reading | null;
  /** The denominator of a ratio, and what the quotient is multiplied by to give the unit. */
  per?: Reading;
  times?: number;
  /** Persons are counted: member organisations see no number below five (K-18). */
  countsPersons?: true;
  /** The share of the input that is verified, where that applies. */
  verified?: { value: Reading; per: Reading };
}

export function readingsOf({ value, per }: Kpi): Reading[] {
  return [value, per].filter((reading) => reading !== null && reading !== undefined);
}

/** The measure to read where these dimensions are asked for; null where neither of the reading's measures has all of them. */
export function measureFor({ measure, apart }: Reading, asked: readonly string[]): Measure | null {
  const has = (one: Measure): boolean => asked.every((code) => one.dimensions.some((dimension) => dimension.code === code));
  return [measure, ...(apart ? [apart] : [])].find(has) ?? null;
}

function dimensionsOfReading({ measure, apart }: Reading): Dimension[] {
  return [...new Set([...measure.dimensions, ...(apart?.dimensions ?? [])])];
}

/** The dimensions that the figure can be filtered and broken down by: all its readings share them, not only their codes. */
export function dimensionsOf(kpi: Kpi): Dimension[] {
  const [first, ...others] = readingsOf(kpi).map(dimensionsOfReading);
  return (first ?? []).filter((dimension) => others.every((other) => other.includes(dimension)));
}

export function additivityOf({ value, per }: Kpi): Additivity {
  if (value === null || value.quantile !== undefined) return 'none';
  if (per) return 'ratio';
  // Groups that overlap do not add up to the whole.
  if (value.kind === 'flow' && value.apart) return 'none';
  return value.kind === 'flow' ? 'additive' : 'semi-additive';
}

export function overOf({ value }: Kpi): KpiDefinition['over'] {
  return value?.kind === 'flow' ? 'period' : 'instant';
}
