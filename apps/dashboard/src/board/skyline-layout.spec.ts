import { aBuilding, thePark } from '../space/building.fixture.ts';
import { field, skylineOf } from './skyline-layout.ts';

const count = (path: string): number => path.split('M').length - 1;

it('lights as many windows as there is space let', () => {
  const lit = (occupancy_rate: number | null): number[] =>
    skylineOf([aBuilding({ occupancy_rate })]).map(({ lit, dark }) => count(lit) / (count(lit) + count(dark)));
  expect([lit(100), lit(0), lit(null)]).toEqual([[1], [0], [0]]);
  expect(lit(80)[0]).toBeCloseTo(0.8, 1);
});

it('shows every building, the same on every visit', () => {
  const drawn = skylineOf(thePark());
  expect(new Set(drawn.map(({ id }) => id)).size).toBe(26);
  expect(skylineOf(thePark())).toEqual(drawn);
  expect(drawn.every(({ top }) => top > 0 && top < field.height)).toBe(true);
});

it('draws hundreds of buildings, too', () => {
  const drawn = skylineOf(Array.from({ length: 2_000 }, (_, i) => aBuilding({ id: `b${i}` })));
  expect(drawn.every(({ width }) => width > 0)).toBe(true);
});
