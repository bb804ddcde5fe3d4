/** The terms of a year as blocks on a strip from its first day to its last. */
import type { AllianceTerm } from '@park/contracts';

export interface TermBlock {
  term: AllianceTerm;
  /** 0..100 of the year. */
  left: number;
  width: number;
}

/** 0 on the first day of the year, 100 on the first of the next; outside of it the nearer of both. */
export function placeIn(year: number, day: string): number {
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return Math.min(100, Math.max(0, ((Date.parse(`${day}T00:00:00Z`) - from) / (to - from)) * 100));
}

/** Without the terms that have no day: those skipped before they began. */
export function blocksOf(terms: readonly AllianceTerm[], year: number): TermBlock[] {
  return terms
    .map((term) => ({ term, left: placeIn(year, term.from), width: placeIn(year, term.to) - placeIn(year, term.from) }))
    .filter(({ width }) => width > 0);
}

export function isInChair({ state, from, to }: AllianceTerm, today: string): boolean {
  return state === 'active' && from <= today && today < to;
}
