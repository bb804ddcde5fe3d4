/** Facts are amounts of a measure, told apart by its dimensions. */
import type { Bilingual } from '@park/contracts';
import type { Known } from './log.ts';

/** Belongs to the measures that name it: two services may each have a dimension `kind`, with values of their own. */
export interface Dimension {
  code: string;
  name: Bilingual;
  /** The values, where they are a closed list. */
  values?: Record<string, Bilingual>;
  /** Of an open list: whether a text has the form of a value. */
  isValue?(value: string): boolean;
  /** Of an open list: the kind of subject whose ids are the values, and what one is called. */
  subjects?: { kind: string; nameOf(known: Known): Bilingual };
  /** A member organisation cannot ask by it. */
  operatorOnly?: true;
}

export interface Measure {
  /** Unique in the park. */
  code: string;
  dimensions: readonly Dimension[];
  /** A day or a whole number by which facts are told apart too, for readings that look at it: the day of an end, a number of days. */
  scale?: string;
}
