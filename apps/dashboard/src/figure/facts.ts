/** The facts behind a figure, newest first: each moves it, and all together are it. */
import type { KpiFact } from '@park/contracts';

export interface FactLine {
  fact: KpiFact;
  /** The figure once this fact was known. */
  after: number;
}

/** From the total downwards: what stood before a fact is what stands after it without it. */
export function withBalance(facts: readonly KpiFact[], total: number): FactLine[] {
  let after = hundredths(total);
  return facts.map((fact) => {
    const line = { fact, after: after / 100 };
    after -= hundredths(fact.delta);
    return line;
  });
}

/** Deltas have at most two decimals; added as whole hundredths they add up to the last digit. */
export function sumOf(facts: readonly KpiFact[]): number {
  return facts.reduce((sum, { delta }) => sum + hundredths(delta), 0) / 100;
}

/** `park.tenants.entity.moved-in.v1` → `entity.moved-in` */
export function shortType(type: string): string {
  return type.replace(/^park\.[^.]+\./, '').replace(/\.v\d+$/, '');
}

function hundredths(value: number): number {
  return Math.round(value * 100);
}
