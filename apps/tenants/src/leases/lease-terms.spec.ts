import { someTerms } from './lease.fixture.ts';
import { priced, routeOf, type LeaseUnit, type Terms } from './lease-terms.ts';

const [unit] = someTerms.units as [LeaseUnit];
const reference = new Map([[unit.unit_id, 150]]);

it('prices by area, day and year, and a twelfth of it a month', () => {
  expect(priced(someTerms, reference, '2025-07-01')).toEqual({
    deposit_fen: 1_000_000,
    annual_amount_fen: 5_475_000,
    monthly_rent_fen: 456_250,
    discount_pct: 0,
    approval_route: 'manager',
    next_step_on: null,
  });
});

it('takes the largest discount of all units', () => {
  const other = { ...unit, unit_id: '0197a0c0-0000-7000-8000-000000000042', price_fen_per_m2_day: 120 };
  const prices = new Map([...reference, [other.unit_id, 150]]);
  expect(priced({ ...someTerms, units: [unit, other] }, prices, '2025-07-01')).toMatchObject({
    discount_pct: 20,
    approval_route: 'executive',
  });
});

it('is approved by its dearest step, shows the amounts of the present one, and knows the next', () => {
  const rent_steps = [
    { from_on: '2025-10-01', price_fen_per_m2_day: 300 },
    { from_on: '2026-01-01', price_fen_per_m2_day: 140 },
  ];
  const on = (day: string) => priced({ ...someTerms, rent_steps }, reference, day);
  const first = { annual_amount_fen: 5_475_000, discount_pct: 6.67, approval_route: 'director', next_step_on: '2025-10-01' };
  expect(on('2025-06-01')).toMatchObject(first);
  expect(on('2025-09-30')).toMatchObject(first);
  expect(on('2025-10-01')).toMatchObject({ annual_amount_fen: 10_950_000, approval_route: 'director', next_step_on: '2026-01-01' });
  expect(on('2026-03-01')).toMatchObject({ annual_amount_fen: 5_110_000, approval_route: 'manager', next_step_on: null });
});

it.each([
  [9_999_999, 90, 15, 'manager'],
  [10_000_000, 0, 0, 'director'],
  [49_999_999, 90, 15, 'director'],
  [50_000_000, 0, 0, 'executive'],
  [1, 91, 0, 'executive'],
  [1, 0, 15.01, 'executive'],
] as const)('%d fen a year, %d days free, %d %% off: %s', (annual, free, discount, route) => {
  expect(routeOf(annual, free, discount)).toBe(route);
});

it.each<[string, Partial<Terms>, string]>([
  ['an end before the start', { end_on: '2025-07-01' }, 'period_reversed'],
  ['the same unit twice', { units: [unit, unit] }, 'unit_twice'],
  ['a unit before the lease', { units: [{ ...unit, start_on: '2025-06-30' }] }, 'unit_outside_term'],
  ['a unit beyond the lease', { units: [{ ...unit, end_on: '2026-07-02' }] }, 'unit_outside_term'],
  ['a step on the first day', { rent_steps: [{ from_on: '2025-07-01', price_fen_per_m2_day: 160 }] }, 'step_outside_term'],
  ['a step at the end', { rent_steps: [{ from_on: '2026-07-01', price_fen_per_m2_day: 160 }] }, 'step_outside_term'],
  [
    'steps of one day',
    { rent_steps: [160, 170].map((price_fen_per_m2_day) => ({ from_on: '2026-01-01', price_fen_per_m2_day })) },
    'steps_out_of_order',
  ],
  ['a step of nothing', { rent_steps: [{ from_on: '2026-01-01' }] }, 'required'],
  ['nothing to pay', { units: [{ ...unit, price_fen_per_m2_day: 0 }] }, 'nothing_to_pay'],
])('refuses %s', (_, wish, code) => {
  expect(() => priced({ ...someTerms, ...wish }, reference, '2025-07-01')).toThrow(expect.objectContaining({ kind: 'invalid', code }));
});
