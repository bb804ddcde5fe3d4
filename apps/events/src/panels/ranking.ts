/** The ranking 排名 of a roadshow: a function of the score sheets and the rule, in integers, so that anybody gets the same. */
import type { events } from '@park/contracts';
import { Refusal } from '@park/kernel';
import type { z } from 'zod';
import { totalOf, totalScale, type Score, type ScoringRule } from './rule.ts';

export type RankingEntry = z.infer<typeof events.rankingEntry>;

/** A pitch that was presented. */
export interface Candidate {
  pitch_id: string;
  /** From the round before; null where there was none. */
  earlier_round_score: number | null;
}

export interface Ballot {
  pitch_id: string;
  state: string;
  /** Of an expert who must not judge it. */
  conflict_kind: string | null;
  scores: readonly Score[];
}

/** Submitted, and not by somebody with a conflict of interest. */
export function isCounted({ state, conflict_kind }: Pick<Ballot, 'state' | 'conflict_kind'>): boolean {
  return state === 'submitted' && conflict_kind === null;
}

/** In the order of the ranks, then of the ids. Throws `conflict too_few_sheets`, which names the pitches. */
export function rank(rule: ScoringRule, candidates: readonly Candidate[], ballots: readonly Ballot[]): RankingEntry[] {
  const scored = candidates.map((candidate) => {
    const own = ballots.filter(({ pitch_id }) => pitch_id === candidate.pitch_id);
    const totals = own.filter(isCounted).map(({ scores }) => totalOf(rule, scores));
    return { ...candidate, totals, n_conflicts: own.filter(({ conflict_kind }) => conflict_kind !== null).length };
  });
  const short = scored.filter(({ totals }) => totals.length < rule.panel_min).map(({ pitch_id }) => pitch_id);
  if (short.length > 0)
    throw new Refusal('conflict', 'too_few_sheets', `${short.length} pitches have fewer than ${rule.panel_min} valid score sheets.`, {
      extra: { pitches: short, panel_min: rule.panel_min },
    });
  const rated = scored.map(({ totals, ...pitch }) => ({ ...pitch, n_judges: totals.length, scaled: scoreOf(rule, totals) }));
  const isAhead = orderOf(rule, rated);
  return rated
    .map((one) => ({
      pitch_id: one.pitch_id,
      score: Number(one.scaled) / 10 ** rule.decimals,
      rank: 1 + rated.filter((other) => isAhead(other, one)).length,
      n_judges: one.n_judges,
      n_conflicts: one.n_conflicts,
    }))
    .sort((a, b) => a.rank - b.rank || (a.pitch_id < b.pitch_id ? -1 : 1));
}

/** The mean of the totals that count, in units of the last decimal, rounded half up. `totals` are in ten-thousandths. */
export function scoreOf({ drop_high, drop_low, decimals }: ScoringRule, totals: readonly bigint[]): bigint {
  const kept = [...totals].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).slice(drop_low, totals.length - drop_high);
  const sum = kept.reduce((total, one) => total + one, 0n);
  const divisor = BigInt(kept.length * totalScale);
  return (2n * sum * 10n ** BigInt(decimals) + divisor) / (2n * divisor);
}

interface Rated {
  scaled: bigint;
  earlier_round_score: number | null;
}

/** Pitches with the same score go by the earlier round where each of them has a score of it, and share the rank otherwise. */
function orderOf({ ties }: ScoringRule, rated: readonly Rated[]): (a: Rated, b: Rated) => boolean {
  const undecided = new Set(rated.filter(({ earlier_round_score }) => earlier_round_score === null).map(({ scaled }) => scaled));
  return (a, b) => {
    if (a.scaled !== b.scaled) return a.scaled > b.scaled;
    return ties === 'earlier_round_score' && !undecided.has(a.scaled) && a.earlier_round_score! > b.earlier_round_score!;
  };
}
