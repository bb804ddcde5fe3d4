import type { KpiGroup } from '@park/contracts';
import { byValue, shareOf } from './breakdown.ts';

const group = (key: string, value: number | null): KpiGroup => ({
  key,
  label: { zh: key, en: key },
  value,
  null_reason: null,
  numerator: null,
  denominator: null,
});

it('puts the largest first and what is missing last', () => {
  expect(byValue([group('a', 1), group('b', null), group('c', 3), group('d', 1)]).map(({ key }) => key)).toEqual(['c', 'a', 'd', 'b']);
});

it('has no share of nothing', () => {
  expect([shareOf(1, 3), shareOf(0, 3), shareOf(1, 0), shareOf(null, 3)]).toEqual(['33.3%', '0.0%', '—', '—']);
});
