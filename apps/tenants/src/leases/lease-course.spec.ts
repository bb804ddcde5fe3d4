import { aLease } from './lease.fixture.ts';
import { cancelTermination, handBack, remind, renew, settle, terminate } from './lease-course.ts';

const active = aLease({ state: 'active', deposit_received_fen: 1_000_000 });
const [unit] = active.units as [(typeof active.units)[number]];

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

describe('a termination', () => {
  const by = { initiator: 'mutual' as const, penalty_fen: 0, reason: 'x' };
  const today = '2025-09-01';
  const ahead = terminate(active, { ...by, terminated_on: '2025-12-31' }, today).next;

  it.each(['2025-06-30', '2026-07-01'])('is not on %s, outside the term', (terminated_on) => {
    for (const lease of [active, ahead])
      expect(() => terminate(lease, { ...by, terminated_on }, today)).toThrow(expect.objectContaining({ code: 'outside_term' }));
  });

  it('that lies ahead is moved and cancelled', () => {
    const moved = terminate(ahead, { ...by, terminated_on: '2025-11-30' }, today);
    expect(moved).toMatchObject({
      next: { state: 'ending', ended_on: '2025-11-30' },
      events: [{ effectiveOn: '2025-11-30', data: { from_state: 'ending', to_state: 'ending' } }],
    });
    expect(cancelTermination(moved.next, 'stays', '2025-11-29')).toMatchObject({
      next: { state: 'active', ended_on: null },
      events: [{ effectiveOn: '2025-11-29', data: { from_state: 'ending', to_state: 'active', terminated_on: '2025-11-30' } }],
    });
  });

  it('that has taken effect stands, as does a hand-back', () => {
    const over = [ahead, aLease({ state: 'ending', ended_on: '2025-12-31' })];
    for (const lease of over) {
      const refused = expect.objectContaining({ kind: 'conflict', code: 'lease_ended' });
      expect(() => cancelTermination(lease, 'stays', '2025-12-31')).toThrow(refused);
      expect(() => terminate(lease, { ...by, terminated_on: '2026-01-31' }, '2025-12-31')).toThrow(refused);
    }
  });

  it('is settled on its day at the earliest', () => {
    expect(() => settle(ahead, { deductions_fen: 0 }, '2025-12-30')).toThrow(expect.objectContaining({ code: 'lease_not_ended' }));
    expect(settle(ahead, { deductions_fen: 0 }, '2025-12-31').next.state).toBe('settled');
  });
});

it('is not handed back before its end', () => {
  expect(() => handBack(aLease({ state: 'expired' }), '2026-06-30', '2026-07-31')).toThrow(
    expect.objectContaining({ kind: 'invalid', code: 'before_end' }),
  );
});

it.each([
  [0, 1_000_000, 0],
  [250_000, 750_000, 0],
  [1_200_000, 0, 200_000],
])('settles deductions of %d fen: %d back, %d due', (deductions_fen, refund_fen, due_from_tenant_fen) => {
  expect(settle({ ...active, state: 'ending', ended_on: '2026-07-01' }, { deductions_fen }, '2026-07-06').events[0]!.data).toMatchObject({
    refund_fen,
    due_from_tenant_fen,
  });
});
