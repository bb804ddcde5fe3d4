/** The scoring rule 评分规则 of a panel: criteria with weights, the mean, and the treatment of ties, as data with a version. */
import type { events } from '@park/contracts';
import { invalid } from '@park/kernel';
import type { z } from 'zod';

export type ScoringRule = z.infer<typeof events.scoringRule>;
export type Criterion = ScoringRule['criteria'][number];
export type ScoringMethod = (typeof events.scoringMethods)[number];

/** Points of one sheet for one criterion. */
export interface Score {
  code: string;
  points: number;
}

/** Valid sheets that a pitch needs where the panel does not say: a trimmed mean of fewer says little. */
export const usualPanelMin: Record<ScoringMethod, number> = { mean: 3, trimmed_mean: 5 };

/** Throws `invalid criterion_twice`, `invalid trim_mismatch`, `invalid panel_min_too_low`. */
export function requireRule({ criteria, method, drop_high, drop_low, panel_min }: ScoringRule): void {
  for (const [i, { code }] of criteria.entries())
    if (criteria.findIndex((one) => one.code === code) !== i)
      throw invalid(`/criteria/${i}/code`, 'criterion_twice', `The criterion ${code} is named twice.`);
  const dropped = drop_high + drop_low;
  if (method === 'mean' && dropped > 0)
    throw invalid('/drop_high', 'trim_mismatch', 'drop_high and drop_low must be 0 where the method is mean.');
  if (method === 'trimmed_mean' && dropped === 0)
    throw invalid('/drop_high', 'trim_mismatch', 'drop_high or drop_low must be at least 1 where the method is trimmed_mean.');
  if (panel_min <= dropped)
    throw invalid('/panel_min', 'panel_min_too_low', `panel_min must be more than the ${dropped} totals that are left out.`);
}

/** Throws `invalid unknown_criterion`, `invalid criterion_twice`, `invalid outside_scale`. */
export function requireScores({ criteria }: ScoringRule, scores: readonly Score[]): void {
  for (const [i, { code, points }] of scores.entries()) {
    const criterion = criteria.find((one) => one.code === code);
    if (!criterion) throw invalid(`/scores/${i}/code`, 'unknown_criterion', `The rule has no criterion ${code}.`);
    if (scores.findIndex((one) => one.code === code) !== i)
      throw invalid(`/scores/${i}/code`, 'criterion_twice', `The criterion ${code} is named twice.`);
    if (points < 0 || points > criterion.max_points)
      throw invalid(`/scores/${i}/points`, 'outside_scale', `points for ${code} must be between 0 and ${criterion.max_points}.`);
  }
}

/** Throws what `requireScores` throws, and `invalid criterion_missing`. */
export function requireAllScores(rule: ScoringRule, scores: readonly Score[]): void {
  requireScores(rule, scores);
  const missing = rule.criteria.filter(({ code }) => !scores.some((one) => one.code === code)).map(({ code }) => code);
  if (missing.length > 0) throw invalid('/scores', 'criterion_missing', `Points are missing for ${missing.join(', ')}.`);
}

/** Σ weight · points in ten-thousandths: both have two decimals, so that the total is exact. */
export function totalOf({ criteria }: ScoringRule, scores: readonly Score[]): bigint {
  return scores.reduce((sum, { code, points }) => {
    const weight = criteria.find((one) => one.code === code)?.weight ?? 0;
    return sum + hundredths(weight) * hundredths(points);
  }, 0n);
}

export const totalScale = 10_000;

function hundredths(value: number): bigint {
  return BigInt(Math.round(value * 100));
}
