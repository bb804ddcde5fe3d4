import { aLease } from './lease.fixture.ts';
import { amend, receiveDeposit, stepRent } from './lease-amendment.ts';
import { priceOn } from './lease-terms.ts';

const active = aLease({ state: 'active', deposit_received_fen: 1_000_000 });
const [unit] = active.units as [(typeof active.units)[number]];
const today = '2025-08-20';
const change = { effective_date: '2025-09-01', reason: 'agreed' };
const none = new Map<string, number>();

it('moves the end of lease and units, and reminds anew', () => {
  const { next, events } = amend({ ...active, reminded_days: 30 }, { ...change, end_on: '2027-07-01' }, none, today);
  expect(next).toMatchObject({ end_on: '2027-07-01', units: [{ end_on: '2027-07-01' }], reminded_days: null });
  expect(events).toMatchObject([
    { effectiveOn: '2025-09-01', data: { changes: [{ field: 'end_on', old: '2026-07-01', new: '2027-07-01' }] } },
  ]);
});

it('leaves a unit that ends earlier where it is, unless the lease now ends before it', () => {
  const early = { ...unit, unit_id: '0197a0c0-0000-7000-8000-000000000042', end_on: '2026-01-01' };
  const both = { ...active, units: [unit, early] };
  const ends = (end_on: string): string[] => amend(both, { ...change, end_on }, none, today).next.units.map((each) => each.end_on);
  expect(ends('2026-09-01')).toEqual(['2026-09-01', '2026-01-01']);
  expect(ends('2025-12-01')).toEqual(['2025-12-01', '2025-12-01']);
});

it('changes nothing silently, and ends nothing in the past', () => {
  expect(amend(active, { ...change, end_on: active.end_on }, none, today).events).toEqual([]);
  expect(() => amend(active, { ...change, end_on: today }, none, today)).toThrow(expect.objectContaining({ code: 'end_in_past' }));
});

it('changes the price of a lease that is longer than one may be agreed today', () => {
  const old = aLease({ ...active, start_on: '2000-01-01', units: [{ ...unit, start_on: '2000-01-01' }] });
  expect(amend(old, { ...change, price_fen_per_m2_day: 180 }, none, today).events).toHaveLength(1);
});

describe('a price', () => {
  const references = new Map([[unit.unit_id, 200]]);

  it('counts at once where its day has come', () => {
    const { next, events } = amend(active, { ...change, effective_date: today, price_fen_per_m2_day: 180 }, references, today);
    expect(next).toMatchObject({ annual_amount_fen: 6_570_000, discount_pct: 10, next_step_on: null });
    expect(events[0]!.data).toMatchObject({
      changes: [
        { field: 'annual_amount_fen', old: '5475000', new: '6570000' },
        { field: 'monthly_rent_fen' },
        { field: 'price_fen_per_m2_day', old: '150', new: '180' },
        { field: 'rent_steps', old: '[]' },
      ],
    });
    expect(priceOn(next, unit, '2025-08-19')).toBe(150);
  });

  it('that lies ahead is a step, and counts from its day on', () => {
    const { next, events } = amend(active, { ...change, price_fen_per_m2_day: 180 }, references, today);
    expect(next).toMatchObject({
      annual_amount_fen: 5_475_000,
      rent_steps: [{ from_on: '2025-09-01', price_fen_per_m2_day: 180 }],
      next_step_on: '2025-09-01',
      units: [{ price_fen_per_m2_day: 150 }],
    });
    expect(events[0]!.data).toMatchObject({
      changes: [{ field: 'price_fen_per_m2_day', old: '150', new: '180' }, { field: 'rent_steps' }],
    });
    expect(stepRent(next, references, '2025-09-01')).toMatchObject({
      next: { annual_amount_fen: 6_570_000, monthly_rent_fen: 547_500, next_step_on: null },
      events: [{ effectiveOn: '2025-09-01', data: { annual_amount_fen: 6_570_000, effective_date: '2025-09-01' } }],
    });
  });

  it('replaces the step of its day, leaves the others, and from the first day on is that of the units', () => {
    const steps = [
      { from_on: '2025-10-01', price_fen_per_m2_day: 160 },
      { from_on: '2026-01-01', price_fen_per_m2_day: 170 },
    ];
    const stepped = { ...active, rent_steps: steps };
    const on = (effective_date: string) => amend(stepped, { ...change, effective_date, price_fen_per_m2_day: 155 }, none, today).next;
    expect(on('2025-10-01').rent_steps).toEqual([{ from_on: '2025-10-01', price_fen_per_m2_day: 155 }, steps[1]]);
    expect(on('2025-07-01')).toMatchObject({ units: [{ price_fen_per_m2_day: 155 }], rent_steps: steps });
    expect(amend(stepped, { ...change, end_on: '2026-01-01' }, none, today).next.rent_steps).toEqual([steps[0]]);
  });
});

describe('a deposit', () => {
  const on = (effective_date: string, wish: object = { deposit_fen: 1_200_000 }) =>
    amend(active, { ...change, effective_date, ...wish }, none, today);

  it('rises with a step from its day, together with the price or alone, and settles what was agreed at first', () => {
    expect(on('2025-07-01').next).toMatchObject({ deposit_fen: 1_200_000, rent_steps: [] });
    expect(on(today).next).toMatchObject({ deposit_fen: 1_200_000, rent_steps: [{ from_on: today, deposit_fen: 1_200_000 }] });
    const ahead = on('2025-09-01').next;
    expect(ahead).toMatchObject({ deposit_fen: 1_000_000, next_step_on: '2025-09-01' });
    const both = amend(ahead, { ...change, price_fen_per_m2_day: 180 }, none, today).next;
    expect(both.rent_steps).toEqual([{ from_on: '2025-09-01', deposit_fen: 1_200_000, price_fen_per_m2_day: 180 }]);
    expect(stepRent(both, none, '2025-09-01').next).toMatchObject({ deposit_fen: 1_200_000, annual_amount_fen: 6_570_000 });
  });

  it('is received up to what is agreed', () => {
    const lease = { ...active, sign_on: '2025-06-20', deposit_fen: 1_200_000 };
    const receipt = { amount_fen: 150_000, received_on: today };
    const part = receiveDeposit(lease, receipt, today);
    expect(part).toMatchObject({ next: { deposit_received_fen: 1_150_000 }, events: [{ data: { received_fen: 1_150_000 } }] });
    expect(() => receiveDeposit(part.next, receipt, today)).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'deposit_exceeded', extra: { missing_fen: 50_000 } }),
    );
  });
});
