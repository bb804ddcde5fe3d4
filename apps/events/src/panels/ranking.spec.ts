import fc from 'fast-check';
import { aRule } from './panel.fixture.ts';
import { rank, scoreOf, type Ballot, type Candidate } from './ranking.ts';
import type { ScoringRule } from './rule.ts';

const [criterion] = aRule().criteria;

/** One criterion of 100 points. */
function ruleOf(wish: Partial<ScoringRule> = {}): ScoringRule {
  return aRule({ criteria: [{ ...criterion!, code: 'all', max_points: 100 }], panel_min: 1, ...wish });
}

const sheet = (pitch_id: string, points: number, wish: Partial<Ballot> = {}): Ballot => ({
  pitch_id,
  state: 'submitted',
  conflict_kind: null,
  scores: [{ code: 'all', points }],
  ...wish,
});
const sheets = (pitch_id: string, ...points: number[]): Ballot[] => points.map((one) => sheet(pitch_id, one));
const pitch = (pitch_id: string, earlier_round_score: number | null = null): Candidate => ({ pitch_id, earlier_round_score });
const ranksOf = (rule: ScoringRule, candidates: Candidate[], ballots: Ballot[]) =>
  Object.fromEntries(rank(rule, candidates, ballots).map(({ pitch_id, rank: place }) => [pitch_id, place]));

it('ranks by the mean', () => {
  expect(rank(ruleOf(), [pitch('a'), pitch('b')], [...sheets('a', 80, 81), ...sheets('b', 90, 91)])).toEqual([
    { pitch_id: 'b', score: 90.5, rank: 1, n_judges: 2, n_conflicts: 0 },
    { pitch_id: 'a', score: 80.5, rank: 2, n_judges: 2, n_conflicts: 0 },
  ]);
});

it.each([
  [[1, 1, 0], 0, 1n],
  [[1, 0], 0, 1n],
  [[1, 0, 0], 0, 0n],
  [[2, 1, 1], 2, 133n],
  [[2, 2, 1], 2, 167n],
])('rounds half up: %p to %d decimals', (totals, decimals, expected) => {
  expect(
    scoreOf(
      ruleOf({ decimals }),
      totals.map((one) => BigInt(one * 10_000)),
    ),
  ).toBe(expected);
});

it('leaves exactly the highest and the lowest of a trimmed mean out', () => {
  const rule = ruleOf({ method: 'trimmed_mean', drop_high: 1, drop_low: 1, panel_min: 5 });
  const [entry] = rank(rule, [pitch('a')], sheets('a', 0, 70, 80, 90, 100));
  expect(entry).toMatchObject({ score: 80, n_judges: 5 });
});

it('names the pitches with too few valid sheets', () => {
  const rule = ruleOf({ panel_min: 2 });
  const ballots = [...sheets('a', 1, 2), sheet('b', 1), sheet('b', 2, { state: 'reopened' }), sheet('b', 3, { conflict_kind: 'invested' })];
  expect(() => rank(rule, [pitch('a'), pitch('b')], ballots)).toThrow(
    expect.objectContaining({ kind: 'conflict', code: 'too_few_sheets', extra: { pitches: ['b'], panel_min: 2 } }),
  );
  expect(rank(rule, [pitch('a'), pitch('b')], [...ballots, sheet('b', 4)])).toHaveLength(2);
});

describe('of the same score', () => {
  const three = [pitch('a', 60), pitch('b', 70), pitch('c', 60)];
  const same = [...sheets('a', 80), ...sheets('b', 80), ...sheets('c', 80), ...sheets('d', 50)];

  it('the pitches share the rank, and the ones after it are skipped', () => {
    expect(ranksOf(ruleOf({ ties: 'share' }), [...three, pitch('d')], same)).toEqual({ a: 1, b: 1, c: 1, d: 4 });
  });

  it('the earlier round decides, and where it is the same they share the rank', () => {
    expect(ranksOf(ruleOf({ ties: 'earlier_round_score' }), [...three, pitch('d')], same)).toEqual({ b: 1, a: 2, c: 2, d: 4 });
  });

  it('they share it where one has no earlier round', () => {
    expect(ranksOf(ruleOf({ ties: 'earlier_round_score' }), [pitch('a', 60), pitch('b', 70), pitch('c')], same)).toEqual({
      a: 1,
      b: 1,
      c: 1,
    });
  });

  it('the rounded score is what is the same', () => {
    const ballots = [...sheets('a', 80, 80.01), ...sheets('b', 80.01, 80.01)];
    expect(ranksOf(ruleOf({ decimals: 1 }), [pitch('a'), pitch('b')], ballots)).toEqual({ a: 1, b: 1 });
    expect(ranksOf(ruleOf({ decimals: 3 }), [pitch('a'), pitch('b')], ballots)).toEqual({ a: 2, b: 1 });
  });
});

describe('whatever the sheets', () => {
  const points = fc.integer({ min: 0, max: 10_000 }).map((one) => one / 100);
  const ballots = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), points), { minLength: 1, maxLength: 40 });
  const rules = fc
    .record({
      high: fc.nat(2),
      low: fc.nat(2),
      decimals: fc.nat(4),
      ties: fc.constantFrom('share' as const, 'earlier_round_score' as const),
    })
    .map(({ high, low, decimals, ties }) =>
      ruleOf({
        method: high + low > 0 ? 'trimmed_mean' : 'mean',
        drop_high: high,
        drop_low: low,
        decimals,
        ties,
        panel_min: high + low + 1,
      }),
    );
  const earlier = fc.option(fc.nat(3), { nil: null });
  const stories = fc.record({ rule: rules, given: ballots, earlier: fc.tuple(earlier, earlier, earlier, earlier) }).map((story) => {
    const all = ['a', 'b', 'c', 'd'].map((id, i) => pitch(id, story.earlier[i]!));
    const sheetsOf = story.given.map(([id, one]) => sheet(id, one));
    const candidates = all.filter(({ pitch_id }) => sheetsOf.filter((one) => one.pitch_id === pitch_id).length >= story.rule.panel_min);
    return { rule: story.rule, candidates, ballots: sheetsOf };
  });

  /** In another way: whole hundredths, long division by hand, and the place counted from a sorted list. */
  function oracle({ decimals, drop_high, drop_low, ties }: ScoringRule, candidates: Candidate[], given: Ballot[]) {
    const scored = candidates.map(({ pitch_id, earlier_round_score }) => {
      const hundredths = given.filter((one) => one.pitch_id === pitch_id).map(({ scores }) => Math.round(scores[0]!.points * 100));
      for (let i = 0; i < drop_high; i++) hundredths.splice(hundredths.indexOf(Math.max(...hundredths)), 1);
      for (let i = 0; i < drop_low; i++) hundredths.splice(hundredths.indexOf(Math.min(...hundredths)), 1);
      const sum = hundredths.reduce((total, one) => total + one, 0) * 10 ** decimals;
      const divisor = hundredths.length * 100;
      const whole = Math.floor(sum / divisor);
      return { pitch_id, earlier_round_score, score: whole + ((sum % divisor) * 2 >= divisor ? 1 : 0) };
    });
    return Object.fromEntries(
      scored.map((one) => {
        const equals = scored.filter(({ score }) => score === one.score);
        const isDecided = ties === 'earlier_round_score' && equals.every(({ earlier_round_score }) => earlier_round_score !== null);
        const better = scored.filter(({ score }) => score > one.score).length;
        const before = isDecided ? equals.filter((other) => other.earlier_round_score! > one.earlier_round_score!).length : 0;
        return [one.pitch_id, [one.score / 10 ** decimals, 1 + better + before]];
      }),
    );
  }

  it('agrees with a naive oracle', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const ranking = rank(story.rule, story.candidates, story.ballots);
        const found = Object.fromEntries(ranking.map((entry) => [entry.pitch_id, [entry.score, entry.rank]]));
        expect(found).toEqual(oracle(story.rule, story.candidates, story.ballots));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in whatever order they come', () => {
    const shuffled = stories.chain((story) =>
      fc.tuple(
        fc.constant(story),
        fc.shuffledSubarray(story.ballots, { minLength: story.ballots.length }),
        fc.shuffledSubarray(story.candidates, { minLength: story.candidates.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([story, others, candidates]) => {
        expect(rank(story.rule, candidates, others)).toEqual(rank(story.rule, story.candidates, story.ballots));
      }),
    );
  });

  it('never takes in a sheet with a conflict of interest, whatever its state', () => {
    const state = fc.constantFrom('assigned', 'draft', 'submitted', 'reopened', 'conflict', 'void');
    const kind = fc.constantFrom('same_person', 'same_employer', 'invested', 'mentored', 'personal');
    const extra = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), points, state, kind), { maxLength: 8 });
    fc.assert(
      fc.property(stories, extra, (story, conflicted) => {
        const more = conflicted.map(([id, one, of, conflict_kind]) => sheet(id, one, { state: of, conflict_kind }));
        const scores = (given: Ballot[]) =>
          rank(story.rule, story.candidates, given).map(({ pitch_id, score, rank: place, n_judges }) => [pitch_id, score, place, n_judges]);
        expect(scores([...story.ballots, ...more])).toEqual(scores(story.ballots));
      }),
    );
  });

  it('leaves exactly as many high and low ones out as the rule says', () => {
    const totals = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(totals, fc.nat(2), fc.nat(2), (all, drop_high, drop_low) => {
        const rule = ruleOf({ method: 'trimmed_mean', drop_high, drop_low, decimals: 4 });
        const scored = (given: number[]): bigint => scoreOf(rule, given.map(BigInt));
        const sorted = [...all].sort((a, b) => a - b);
        // Those that are left out may be as extreme as they like.
        const extreme = sorted.map((one, i) => (i < drop_low ? 0 : i >= sorted.length - drop_high ? 100_000_000 : one));
        expect(scored(extreme)).toBe(scored(all));
        const kept = sorted.slice(drop_low, sorted.length - drop_high);
        expect(kept).toHaveLength(all.length - drop_high - drop_low);
        const sum = kept.reduce((total, one) => total + BigInt(one), 0n);
        expect(scored(all)).toBe((2n * sum + BigInt(kept.length)) / (2n * BigInt(kept.length)));
      }),
    );
  });
});
