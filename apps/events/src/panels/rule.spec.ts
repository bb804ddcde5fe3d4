import { aRule } from './panel.fixture.ts';
import { requireAllScores, requireRule, requireScores, totalOf } from './rule.ts';

const [innovation, market] = aRule().criteria as [ReturnType<typeof aRule>['criteria'][0], ReturnType<typeof aRule>['criteria'][0]];

it.each([
  ['a mean of everything', {}, null],
  ['a criterion twice', { criteria: [innovation, market, innovation] }, 'criterion_twice'],
  ['a mean that leaves something out', { drop_low: 1 }, 'trim_mismatch'],
  ['a trimmed mean that leaves nothing out', { method: 'trimmed_mean' as const }, 'trim_mismatch'],
  ['as many sheets as are left out', { method: 'trimmed_mean' as const, drop_high: 1, drop_low: 2, panel_min: 3 }, 'panel_min_too_low'],
  ['one sheet more', { method: 'trimmed_mean' as const, drop_high: 1, drop_low: 2, panel_min: 4 }, null],
  ['one sheet that counts', { panel_min: 1 }, null],
])('is asked for %s', (_, wish, code) => {
  const required = (): void => requireRule(aRule(wish));
  if (code) expect(required).toThrow(expect.objectContaining({ kind: 'invalid', code }));
  else expect(required).not.toThrow();
});

it.each([
  ['nothing', 0, null],
  ['the most', 60, null],
  ['more than the most', 60.01, 'outside_scale'],
  ['less than nothing', -0.01, 'outside_scale'],
])('takes points for a criterion from 0 to its most: %s', (_, points, code) => {
  const required = (): void => requireScores(aRule(), [{ code: 'innovation', points }]);
  if (code) expect(required).toThrow(expect.objectContaining({ kind: 'invalid', code }));
  else expect(required).not.toThrow();
});

it('takes each criterion of the rule once', () => {
  const one = { code: 'market', points: 30 };
  expect(() => requireScores(aRule(), [{ code: 'charm', points: 1 }])).toThrow(
    expect.objectContaining({ code: 'unknown_criterion', errors: [expect.objectContaining({ pointer: '/scores/0/code' })] }),
  );
  expect(() => requireScores(aRule(), [one, one])).toThrow(expect.objectContaining({ code: 'criterion_twice' }));
  expect(() => requireAllScores(aRule(), [one])).toThrow(
    expect.objectContaining({ code: 'criterion_missing', message: 'Points are missing for innovation.' }),
  );
  expect(() => requireAllScores(aRule(), [one, { code: 'innovation', points: 1 }])).not.toThrow();
});

it('adds up weight times points without a rounding error', () => {
  const rule = aRule({
    criteria: [
      { ...innovation, weight: 0.1 },
      { ...market, weight: 0.2 },
    ],
  });
  // 0.1 · 3 + 0.2 · 0.3 is 0.36; in floating point it is 0.36000000000000004.
  expect(
    totalOf(rule, [
      { code: 'innovation', points: 3 },
      { code: 'market', points: 0.3 },
    ]),
  ).toBe(3_600n);
});
