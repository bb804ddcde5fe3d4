import type { AllianceTerm } from '@park/contracts';
import { blocksOf, isInChair, placeIn } from './rotation-strip.ts';

const term = (from: string, to: string, state: AllianceTerm['state'] = 'planned'): AllianceTerm => ({
  id: from,
  code: 'RT-1',
  member: { id: 'm', name: '海创软件' },
  kind: 'cycle',
  state,
  from,
  to,
  activities: null,
});

it('places days in the year, and those outside of it at its ends', () => {
  expect(['2024-06-01', '2025-01-01', '2025-07-02', '2026-01-01', '2027-01-01'].map((day) => Math.round(placeIn(2025, day)))).toEqual([
    0, 0, 50, 100, 100,
  ]);
});

it('cuts a term at the ends of the year, and leaves out one without a day', () => {
  const blocks = blocksOf(
    [term('2024-11-01', '2025-02-01'), term('2025-04-01', '2025-04-01', 'skipped'), term('2025-04-01', '2025-07-01')],
    2025,
  );
  expect(blocks.map(({ left, width }) => [Math.round(left), Math.round(width)])).toEqual([
    [0, 8],
    [25, 25],
  ]);
});

it('has one in the chair from its first day to the day before the next', () => {
  const active = term('2025-04-01', '2025-07-01', 'active');
  expect(['2025-03-31', '2025-04-01', '2025-06-30', '2025-07-01'].map((day) => isInChair(active, day))).toEqual([false, true, true, false]);
  expect(isInChair(term('2025-04-01', '2025-07-01'), '2025-05-01')).toBe(false);
});
