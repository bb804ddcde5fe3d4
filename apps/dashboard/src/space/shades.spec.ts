import { aBuilding } from './building.fixture.ts';
import { shadeOf, shareOf, steps } from './shades.ts';

it.each([
  [null, 0],
  [0, 1],
  [49.99, 1],
  [50, 2],
  [84.9, 3],
  [85, 4],
  [95, 5],
  [100, 5],
])('%p percent let has shade %d', (share, shade) => {
  expect(shadeOf(share, 'occupancy')).toBe(shade);
});

it('holds what ends soon against what is let', () => {
  expect(shareOf(aBuilding({ occupied_area: 800, expiring_90d_area: 80 }), 'expiring')).toBe(10);
  expect(shareOf(aBuilding({ occupied_area: 0, expiring_90d_area: 0 }), 'expiring')).toBeNull();
  expect(shareOf(aBuilding({ occupancy_rate: null }), 'occupancy')).toBeNull();
});

it('has as many steps for either colour', () => {
  expect(Object.values(steps).map(({ length }) => length)).toEqual([5, 5]);
});
