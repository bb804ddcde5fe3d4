/** A key figure of the park: one declaration says what it is called, what it means and how it is read from the ledger. */
import type { Additivity, Bilingual, KpiDefinition, KpiUnit } from '@park/contracts';
import { measures, type MeasureCode } from '../subjects/measures.ts';
import { subjectKinds } from '../subjects/subject-kinds.ts';
import { dimension, dimensionCodes } from './dimensions.ts';
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
  /** The share of the input that is verified, where that applies. */
  verified?: { value: Reading; per: Reading };
}

export function readingsOf({ value, per }: Kpi): Reading[] {
  return [value, per].filter((reading) => reading !== null && reading !== undefined);
}

/** The measure to read where these dimensions are asked for; null where it knows one of them not. */
export function measureFor({ measure, apart }: Reading, asked: readonly string[]): MeasureCode | null {
  return [measure, ...(apart ? [apart] : [])].find((one) => asked.every((code) => dimensionsOfMeasure(one).includes(code))) ?? null;
}

function dimensionsOfMeasure(measure: MeasureCode): readonly string[] {
  return measures[measure].dimensions;
}

/** What the figure can be filtered and broken down by: what all its readings know. */
export function dimensionsOf(kpi: Kpi): string[] {
  const readings = readingsOf(kpi);
  return readings.length === 0 ? [] : dimensionCodes.filter((code) => readings.every((reading) => measureFor(reading, [code]) !== null));
}

export function additivityOf({ value, per }: Kpi): Additivity {
  if (value === null) return 'none';
  if (per) return 'ratio';
  return value.kind === 'flow' ? 'additive' : 'semi-additive';
}

export function overOf({ value }: Kpi): KpiDefinition['over'] {
  return value?.kind === 'flow' ? 'period' : 'instant';
}

function sourceEventsOf(kpi: Kpi): string[] {
  const aggregates = new Set<string>(readingsOf(kpi).flatMap(({ measure }) => measures[measure].aggregates));
  const types = subjectKinds.flatMap(({ hears }) => hears.filter(({ aggregate }) => aggregates.has(aggregate)).map(({ type }) => type));
  return [...new Set(types)].sort();
}

export function definitionOf(kpi: Kpi): KpiDefinition {
  const { code, name, definition, formula, unit, times = 1, version } = kpi;
  return {
    code,
    name,
    definition,
    formula,
    unit,
    times,
    version,
    additivity: additivityOf(kpi),
    over: overOf(kpi),
    dimensions: dimensionsOf(kpi).map(dimension),
    sourceEvents: sourceEventsOf(kpi),
  };
}
