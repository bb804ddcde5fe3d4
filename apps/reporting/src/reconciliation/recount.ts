/** Compares a figure of reporting with the count of the service itself. */
import type { ReconciliationCheck, ServiceFigures as Counted } from '@park/contracts';

/** As it is kept. */
export type Compared = Omit<ReconciliationCheck, 'is_figure'>;

export type Checked = Pick<ReconciliationCheck, 'code' | 'name' | 'unit'>;

/** `undefined` where the service does not answer; null where it has nothing to count, which is the same as none. */
export function compared({ code, name, unit }: Checked, reported: number | null, recomputed: number | null | undefined): Compared {
  if (recomputed === undefined) return { code, name, unit, reported, recomputed: null, difference: null, state: 'unreachable' };
  const difference = (Math.round((reported ?? 0) * 100) - Math.round((recomputed ?? 0) * 100)) / 100;
  return { code, name, unit, reported, recomputed, difference, state: difference === 0 ? 'agrees' : 'break' };
}

/** As it is answered. The definitions of now tell which checks are figures: another version may have kept them. */
export function answered(checks: readonly Compared[], codes: ReadonlySet<string>): ReconciliationCheck[] {
  return checks.map((check) => ({ ...check, is_figure: codes.has(check.code) }));
}

/** A figure of the service's answer; `undefined` where there is no answer, or none with this figure. */
export function countedOf(answer: Counted | null, code: string): Counted['items'][number] | undefined {
  return answer?.items.find((item) => item.code === code);
}
