import { countOf, neighbourOf, zonesOf } from './booth-map.ts';
import { aBooth } from './talent.fixture.ts';

const booths = [aBooth('A-1', 'checked_in'), aBooth('A-2', 'free'), aBooth('B-1', 'missed'), aBooth('B-2', 'held')];

it('gathers booths by zone, with how many are taken', () => {
  expect(zonesOf(booths).map(({ zone, booths: own, taken }) => [zone, own.length, taken])).toEqual([
    ['A', 2, 1],
    ['B', 2, 1],
  ]);
  expect([countOf(booths, 'missed'), countOf(booths, 'blocked')]).toEqual([1, 0]);
});

it('is walked with the arrow keys: beside, and to the nearest one of the next row', () => {
  // Three, then a wide one and another.
  const spots = [
    { left: 0, top: 0, width: 10 },
    { left: 10, top: 0, width: 10 },
    { left: 20, top: 0, width: 10 },
    { left: 0, top: 10, width: 20 },
    { left: 20, top: 10, width: 10 },
  ];
  const go = (at: number, key: string) => neighbourOf(spots, at, key);
  expect([go(0, 'ArrowRight'), go(4, 'ArrowRight'), go(0, 'ArrowLeft'), go(2, 'Home'), go(2, 'End')]).toEqual([1, 4, 0, 0, 4]);
  expect([go(0, 'ArrowDown'), go(1, 'ArrowDown'), go(2, 'ArrowDown'), go(3, 'ArrowDown')]).toEqual([3, 3, 4, 3]);
  expect([go(4, 'ArrowUp'), go(3, 'ArrowUp'), go(1, 'ArrowUp'), go(1, 'a')]).toEqual([2, 0, 1, 1]);
});
