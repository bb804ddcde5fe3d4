import { changeSince, directionOf } from './change.ts';

it.each([
  [null, 5, 'people', { kind: 'none' }],
  [5, null, 'people', { kind: 'none' }],
  [80, 100, 'people', { kind: 'percent', amount: 25 }],
  [0, 26, 'buildings', { kind: 'absolute', amount: 26 }],
  [1, 26, 'buildings', { kind: 'absolute', amount: 25 }],
  [80, 87.5, 'percent', { kind: 'points', amount: 7.5 }],
  [2.5, 2, 'years', { kind: 'absolute', amount: -0.5 }],
] as const)('from %p to %p %s', (before, now, unit, change) => {
  expect(changeSince(before, now, unit)).toEqual(change);
});

it('has no direction where nothing is left after rounding', () => {
  expect([0.04, 0.06, -0.06].map((amount) => directionOf({ kind: 'points', amount }))).toEqual([0, 1, -1]);
});
