import { areaPath, gapPath, linePath, runsOf } from './line-path.ts';

const [a, b, c] = [
  { x: 0, y: 10 },
  { x: 10, y: 5 },
  { x: 20, y: 2.345 },
];

it('breaks off where nothing is known', () => {
  expect(linePath([null, a, b, null, c])).toBe('M0 10L10 5M20 2.35');
  expect(runsOf([null, null])).toEqual([]);
  expect(gapPath([null, a, b, null, c])).toBe('M10 5L20 2.35');
  expect(gapPath([a, b, null])).toBe('');
});

it('fills what is below it down to the base', () => {
  expect(areaPath([a, b], 30)).toBe('M0 10L10 5L10 30L0 30Z');
  expect(areaPath([a, null, c], 30)).toBe('');
});
