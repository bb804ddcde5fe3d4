/** The funnel as it is drawn: each stage with its height, and that of the next one that it flows into. */
import type { FunnelStage, KpiAnswer } from '@park/contracts';

export interface DrawnStage {
  stage: FunnelStage;
  /** Percent of the first stage. */
  height: number;
  /** Of the next stage; null after the last one. */
  next: number | null;
}

export function drawn(stages: readonly FunnelStage[]): DrawnStage[] {
  const whole = Math.max(1, stages[0]?.count ?? 0);
  const height = ({ count }: FunnelStage): number => Math.min(100, Math.round((count / whole) * 10_000) / 100);
  return stages.map((stage, i) => ({ stage, height: height(stage), next: stages[i + 1] ? height(stages[i + 1]!) : null }));
}

export interface MonthOfHomes {
  /** `2025-08` */
  month: string;
  wanted: number;
  found: number;
}

/** Of the figure `hire_to_home` by month. */
export function homesByMonth(series: NonNullable<KpiAnswer['series']>): MonthOfHomes[] {
  return series.map(({ from, numerator, denominator }) => ({ month: from.slice(0, 7), wanted: denominator ?? 0, found: numerator ?? 0 }));
}
