import type { UnitOccupancy } from '@park/contracts';
import { floorsOf, stateOf } from './stacking.ts';

const unit = (own: Partial<UnitOccupancy>): UnitOccupancy => ({
  id: 'u',
  code: 'B01-0301',
  floor: 3,
  usage: 'office',
  area_m2: 100,
  rentable: true,
  status: 'in_service',
  occupied_area: 100,
  lease_end_on: null,
  lease_code: null,
  entity_id: null,
  ...own,
});

it('piles floors from the top down, and leaves out what is divided or public', () => {
  const units = [
    unit({ floor: 1, code: 'a' }),
    unit({ floor: 3, code: 'b' }),
    unit({ floor: 3, code: 'whole', rentable: false, occupied_area: 0 }),
    unit({ floor: 3, code: 'c' }),
  ];
  expect(floorsOf(units).map(({ floor, units: own }) => [floor, ...own.map(({ code }) => code)])).toEqual([
    [3, 'b', 'c'],
    [1, 'a'],
  ]);
});

it.each([
  [{ occupied_area: 0 }, 'vacant'],
  [{ lease_end_on: null }, 'let'],
  [{ lease_end_on: '2026-09-29' }, 'ending'],
  [{ lease_end_on: '2026-09-30' }, 'let'],
] as const)('%j is %s', (own, state) => {
  expect(stateOf(unit(own), '2026-07-01')).toBe(state);
});
