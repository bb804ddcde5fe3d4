import type { KpiFact } from '@park/contracts';
import { shortType, sumOf, withBalance } from './facts.ts';

const fact = (delta: number): KpiFact => ({
  measure: 'leased_area',
  dimensions: {},
  effective_on: '2026-01-01',
  recorded_at: '2026-01-01T00:00:00Z',
  delta,
  event: {
    id: 'e',
    type: 'park.tenants.occupancy.activated.v1',
    source: 's',
    title: { zh: '占用生效', en: 'A unit’s occupancy came into force' },
    subject: 'o',
    code: null,
    time: '2026-01-01T00:00:00Z',
  },
});

it('lead back from the figure to nothing', () => {
  const facts = [fact(-20.1), fact(70.2), fact(30.2)];
  expect(withBalance(facts, 80.3).map(({ after }) => after)).toEqual([80.3, 100.4, 30.2]);
  expect(sumOf(facts)).toBe(80.3);
});

it('add up to the last digit where floats would not', () => {
  expect(sumOf([fact(0.1), fact(0.2)])).toBe(0.3);
});

it('name their event shortly', () => {
  expect(shortType('park.tenants.operating-report.verified.v1')).toBe('operating-report.verified');
});
