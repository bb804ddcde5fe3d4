/** The state of the data in a few numbers. */
import type { DataQuality } from '@park/contracts';

/** Events count within seconds; what takes longer than this is worth a look. */
const lateS = 60;

export interface QualitySummary {
  lagS: number | null;
  isLate: boolean;
  /** Messages parked, and those behind them. */
  waiting: number;
  /** Services that do not say how many they have parked. */
  silent: number;
  breaks: number;
  unreachable: number;
  checked: number;
}

export function waitingOf(parked: DataQuality['parked']): number {
  return parked.reduce((sum, one) => sum + (one.parked ?? 0) + (one.behind ?? 0), 0);
}

export function summaryOf({ projection_lag_s: lagS, parked, reconciliation: { checks } }: DataQuality): QualitySummary {
  return {
    lagS,
    isLate: lagS === null || lagS > lateS,
    waiting: waitingOf(parked),
    silent: parked.filter(({ parked: own }) => own === null).length,
    breaks: checks.filter(({ state }) => state === 'break').length,
    unreachable: checks.filter(({ state }) => state === 'unreachable').length,
    checked: checks.length,
  };
}

/** `text` is a key of the texts, `n` and `of` are its numbers. */
export interface Verdict<Text extends string> {
  text: Text;
  n: number;
  of: number;
  isWell: boolean;
}

/** A check that nobody could make is none that agrees. */
export function reconciliationVerdict({
  checked: of,
  breaks,
  unreachable,
}: QualitySummary): Verdict<'notYetRun' | 'breaksOf' | 'unreachableOf' | 'allAgree'> {
  if (of === 0) return { text: 'notYetRun', n: 0, of, isWell: false };
  if (breaks > 0) return { text: 'breaksOf', n: breaks, of, isWell: false };
  if (unreachable > 0) return { text: 'unreachableOf', n: unreachable, of, isWell: false };
  return { text: 'allAgree', n: of, of, isWell: true };
}

export function waitingVerdict({ waiting, silent }: QualitySummary): Verdict<'someWait' | 'silentListeners' | 'nothingWaits'> {
  if (waiting > 0) return { text: 'someWait', n: waiting, of: waiting, isWell: false };
  return { text: silent > 0 ? 'silentListeners' : 'nothingWaits', n: silent, of: silent, isWell: silent === 0 };
}
