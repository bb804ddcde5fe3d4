import fc from 'fast-check';
import { extentOf, linear, ticksFor } from './scale.ts';

it('carries ends to ends, and one value to the middle', () => {
  const scale = linear([10, 20], [0, 100]);
  expect([10, 15, 20].map(scale)).toEqual([0, 50, 100]);
  expect(linear([5, 5], [0, 100])(5)).toBe(50);
});

it('chooses round ticks', () => {
  expect(ticksFor(1_670, 2_000, 4)).toEqual([1_600, 1_700, 1_800, 1_900, 2_000]);
  expect(ticksFor(0, 48_200, 4)).toEqual([0, 20_000, 40_000, 60_000]);
  expect(ticksFor(7, 7, 4).length).toBeGreaterThan(1);
});

it('encloses any values with a handful of rising ticks', () => {
  const amount = fc.integer({ min: -1e9, max: 1e9 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const ticks = ticksFor(low, high, 4);
      const slack = (high - low || Math.abs(high) || 1) * 1e-6;
      expect(ticks[0]!).toBeLessThanOrEqual(low + slack);
      expect(ticks.at(-1)!).toBeGreaterThanOrEqual(high - slack);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks.every((tick, i) => i === 0 || tick > ticks[i - 1]!)).toBe(true);
    }),
  );
});

it('stands on nought where the values come near it, or the chart needs it', () => {
  expect(extentOf([1_000, 1_100], false)).toEqual([1_000, 1_100]);
  expect(extentOf([10, 100, null], false)).toEqual([0, 100]);
  expect(extentOf([1_000, 1_100], true)).toEqual([0, 1_100]);
  expect(extentOf([null], false)).toEqual([0, 1]);
});
