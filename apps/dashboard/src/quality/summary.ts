/** The state of the data in a few numbers. */
import type { DataQuality } from '@park/contracts';

/** Events count within seconds; what takes longer than this is worth a look. */
const lateS = 60;

export interface QualitySummary {
  lagS: number | null;
  isLate: boolean;
  /** Messages parked, and those behind them. */
  waiting: number;
  breaks: number;
  unreachable: number;
  checked: number;
}

export function summaryOf({ projection_lag_s: lagS, parked, reconciliation: { checks } }: DataQuality): QualitySummary {
  return {
    lagS,
    isLate: lagS === null || lagS > lateS,
    waiting: parked.reduce((sum, one) => sum + one.parked + one.behind, 0),
    breaks: checks.filter(({ state }) => state === 'break').length,
    unreachable: checks.filter(({ state }) => state === 'unreachable').length,
    checked: checks.length,
  };
}
