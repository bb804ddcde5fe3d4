import { addDays } from '@park/kernel';
import { aFile, aLease } from './lease.fixture.ts';
import { sign } from './lease.ts';
import { amend, close, handBack, remind, renew, settle, terminate } from './lease-course.ts';

const active = aLease({ state: 'active', deposit_received_fen: 1_000_000 });
const [unit] = active.units as [(typeof active.units)[number]];

describe('an amendment', () => {
  const change = { effective_date: '2025-09-01', reason: 'agreed' };

  it('moves the end of lease and units, and reminds anew', () => {
    const { next, events } = amend({ ...active, reminded_days: 30 }, { ...change, end_on: '2027-07-01' }, new Map(), '2025-08-20');
    expect(next).toMatchObject({ end_on: '2027-07-01', units: [{ end_on: '2027-07-01' }], reminded_days: null });
    expect(events).toMatchObject([
      { effectiveOn: '2025-09-01', data: { changes: [{ field: 'end_on', old: '2026-07-01', new: '2027-07-01' }] } },
    ]);
  });

  it('leaves a unit that ends earlier where it is, unless the lease now ends before it', () => {
    const early = { ...unit, unit_id: '0197a0c0-0000-7000-8000-000000000042', end_on: '2026-01-01' };
    const both = { ...active, units: [unit, early] };
    const ends = (end_on: string): string[] =>
      amend(both, { ...change, end_on }, new Map(), '2025-08-20').next.units.map((each) => each.end_on);
    expect(ends('2026-09-01')).toEqual(['2026-09-01', '2026-01-01']);
    expect(ends('2025-12-01')).toEqual(['2025-12-01', '2025-12-01']);
  });

  it('prices anew', () => {
    const { next, events } = amend(active, { ...change, price_fen_per_m2_day: 180 }, new Map([[unit.unit_id, 200]]), '2025-08-20');
    expect(next).toMatchObject({ annual_amount_fen: 6_570_000, discount_pct: 10 });
    expect(events[0]!.data).toMatchObject({
      changes: [{ field: 'annual_amount_fen', old: '5475000', new: '6570000' }, { field: 'monthly_rent_fen' }],
    });
  });

  it('changes nothing silently, and ends nothing in the past', () => {
    expect(amend(active, { ...change, end_on: active.end_on }, new Map(), '2025-08-20').events).toEqual([]);
    expect(() => amend(active, { ...change, end_on: '2025-08-20' }, new Map(), '2025-08-20')).toThrow(
      expect.objectContaining({ code: 'end_in_past' }),
    );
  });
});

describe('reminders', () => {
  it.each([
    ['2026-04-01', null, null],
    ['2026-04-02', null, 90],
    ['2026-04-02', 90, null],
    ['2026-05-02', 90, 60],
    ['2026-06-01', 60, 30],
    ['2026-06-01', null, 30],
    ['2026-07-01', 60, null],
  ])('on %s after that of %p days: %p', (today, reminded_days, due) => {
    const { next, events } = remind({ ...active, reminded_days }, today);
    expect(next.reminded_days).toBe(due ?? reminded_days);
    expect(events).toHaveLength(due === null ? 0 : 1);
  });

  it('tell how many days are left', () => {
    expect(remind(active, '2026-05-12').events[0]!.data).toMatchObject({ days_left: 50, unit_ids: [unit.unit_id] });
  });
});

it('a renewal begins when it ends, and says how the rent changed', () => {
  const by = { id: active.id, code: 'LS-000002', start_on: '2026-07-01', annual_amount_fen: 6_022_500 };
  expect(renew(active, by)).toMatchObject({
    next: { state: 'renewed', ended_on: '2026-07-01' },
    events: [{ data: { rent_change_pct: 10 } }],
  });
  expect(() => renew(active, { ...by, start_on: '2026-07-02' })).toThrow(expect.objectContaining({ code: 'not_continuous' }));
});

it.each(['2025-06-30', '2026-07-01'])('is not terminated on %s, outside its term', (terminated_on) => {
  expect(() => terminate(active, { terminated_on, initiator: 'mutual', penalty_fen: 0, reason: 'x' })).toThrow(
    expect.objectContaining({ code: 'outside_term' }),
  );
});

it('is not handed back before its end', () => {
  expect(() => handBack(aLease({ state: 'expired' }), '2026-06-30', '2026-07-31')).toThrow(
    expect.objectContaining({ kind: 'invalid', code: 'before_end' }),
  );
});

type Step = (day: string) => unknown;
const signed = { file_sha256: aFile, deposit_received_fen: 0 };

/** Of each step the first and the last day that it can have, and the code of a day beyond. */
it.each<[string, Step, string, string]>([
  [
    'signed',
    (day) => sign(aLease({ state: 'pending_signature' }), { ...signed, sign_on: day }, '2022-03-15', '2025-07-01'),
    '2021-03-15',
    '2025-07-01',
  ],
  [
    'amended',
    (day) => amend(active, { price_fen_per_m2_day: 160, effective_date: day, reason: 'x' }, new Map(), '2025-08-01'),
    '2025-07-01',
    '2026-07-01',
  ],
  ['handed back', (day) => handBack(aLease({ state: 'holdover' }), day, '2026-08-15'), '2026-07-01', '2026-08-15'],
  ['closed', (day) => close(aLease({ state: 'settled', ended_on: '2026-07-05' }), day, '2026-08-15'), '2026-07-05', '2026-08-15'],
])('is %s on no day that cannot be', (_, step, first, last) => {
  expect(() => step(first)).not.toThrow();
  expect(() => step(last)).not.toThrow();
  expect(() => step(addDays(first, -1))).toThrow(expect.objectContaining({ kind: 'invalid' }));
  expect(() => step(addDays(last, 1))).toThrow(expect.objectContaining({ kind: 'invalid' }));
});

it.each([
  [0, 1_000_000, 0],
  [250_000, 750_000, 0],
  [1_200_000, 0, 200_000],
])('settles deductions of %d fen: %d back, %d due', (deductions_fen, refund_fen, due_from_tenant_fen) => {
  expect(settle({ ...active, state: 'ending' }, { deductions_fen }, '2026-07-06').events[0]!.data).toMatchObject({
    refund_fen,
    due_from_tenant_fen,
  });
});
