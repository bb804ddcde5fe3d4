import { anchorOf, labelAt, lineHeight, onSpoke, pointsOf, polygonOf, ringsFor } from './radar.ts';

it('begins straight up, and goes round by the clock', () => {
  expect([0, 1, 2, 3].map((i) => onSpoke(i, 4, 10))).toEqual([
    { x: 0, y: -10 },
    { x: 10, y: 0 },
    { x: 0, y: 10 },
    { x: -10, y: 0 },
  ]);
});

it('puts nothing into the centre, and the most on the rim', () => {
  expect(polygonOf(pointsOf([8, 4, 0, 99], 8, 100))).toBe('0,-100 50,0 0,0 -100,0');
});

it.each([
  [0, [1]],
  [1, [1]],
  [3, [1, 2, 3]],
  [9, [5, 10]],
  [310, [100, 200, 300, 400]],
])('has round whole rings for %d', (most, rings) => {
  expect(ringsFor(most)).toEqual(rings);
});

it('sets the words of a spoke on its outer side', () => {
  expect([0, 1, 3, 5].map((i) => anchorOf(onSpoke(i, 6, 100)))).toEqual(['middle', 'start', 'middle', 'end']);
});

it('sets several lines of words above the top, below the bottom, and around the middle of the sides', () => {
  expect([labelAt({ x: 0, y: -100 }, 3).y, labelAt({ x: 0, y: 100 }, 3).y, labelAt({ x: 80, y: 50 }, 3).y]).toEqual([
    -100 - 2 * lineHeight,
    109,
    54 - lineHeight,
  ]);
});
