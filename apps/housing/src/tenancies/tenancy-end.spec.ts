import { aResidence } from './tenancy.fixture.ts';
import { cancelNotice, close, giveNotice, holdOver, leavesOn, remind } from './tenancy-end.ts';

const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('reminders', () => {
  it('come at 60, 30 and 7 days, each once', () => {
    let tenancy = aResidence();
    const told: [string, number][] = [];
    for (const day of ['2026-04-01', '2026-04-02', '2026-04-03', '2026-05-02', '2026-05-25', '2026-05-31']) {
      const { next, events } = remind(tenancy, day);
      tenancy = next;
      for (const { data } of events) told.push([day, (data as { days_left: number }).days_left]);
    }
    expect(told).toEqual([
      ['2026-04-02', 60],
      ['2026-05-02', 30],
      ['2026-05-25', 7],
    ]);
  });

  it('after a pause tell only the latest, and none once it is over', () => {
    const { next, events } = remind(aResidence(), '2026-05-20');
    expect(events.map(({ data }) => data)).toEqual([{ code: 'HT-000001', end_on: '2026-06-01', days_left: 12 }]);
    expect(next.reminded_days).toBe(30);
    expect(remind(aResidence(), '2026-06-01').events).toEqual([]);
  });
});

describe('notice', () => {
  it('before the end costs half a month’s rent after the discount, and frees the home from that day', () => {
    const { next, events } = giveNotice(aResidence({ rent_fen_per_month: 100_001, discount_pct: 12.5 }), '2026-03-01', '2026-02-01');
    expect(next).toMatchObject({
      state: 'notice_given',
      notice_on: '2026-02-01',
      planned_on: '2026-03-01',
      held_until: '2026-03-01',
      penalty_fen: 43_750,
    });
    expect(events[0]).toMatchObject({ effectiveOn: '2026-02-01', data: { planned_on: '2026-03-01', early: true, penalty_fen: 43_750 } });
    expect(giveNotice(aResidence({ rent_fen_per_month: 1 }), '2026-03-01', '2026-02-01').next.penalty_fen).toBe(1);
  });

  it('for the end costs nothing', () => {
    expect(giveNotice(aResidence(), '2026-06-01', '2026-05-01').events[0]!.data).toMatchObject({ early: false, penalty_fen: 0 });
  });

  it('is moved to another day, and costs nothing where that is the end', () => {
    const early = giveNotice(aResidence(), '2026-03-01', '2026-02-01').next;
    expect(giveNotice(early, '2026-06-01', '2026-02-10')).toMatchObject({
      next: { state: 'notice_given', notice_on: '2026-02-01', planned_on: '2026-06-01', held_until: '2026-06-01', penalty_fen: 0 },
      events: [{ data: { from_state: 'notice_given', early: false } }],
    });
  });

  it('keeps an unknown day of the notice unknown', () => {
    const leaving = aResidence({ state: 'notice_given', notice_on: null, planned_on: '2026-03-01' });
    expect(giveNotice(leaving, '2026-04-01', '2026-02-10').next.notice_on).toBeNull();
  });

  it('is cancelled up to its day', () => {
    const leaving = giveNotice(aResidence(), '2026-03-01', '2026-02-01').next;
    expect(cancelNotice(leaving, '2026-03-01')).toMatchObject({
      next: { state: 'checked_in', notice_on: null, planned_on: null, held_until: '2026-06-01', penalty_fen: null },
      events: [{ effectiveOn: '2026-03-01', data: { planned_on: '2026-03-01', from_state: 'notice_given', to_state: 'checked_in' } }],
    });
    expect(() => cancelNotice(leaving, '2026-03-02')).toThrow(coded('notice_over'));
  });
});

describe('staying over', () => {
  it('begins on the day they should have left, and keeps the home without an end', () => {
    const { next, events } = holdOver(aResidence(), null, '2026-06-02');
    expect(next).toMatchObject({ state: 'holdover', held_until: null });
    expect(events[0]).toMatchObject({ effectiveOn: '2026-06-01', data: { since: '2026-06-01', from_state: 'checked_in' } });
  });

  it('ends where the next one’s claim begins', () => {
    expect(holdOver(aResidence(), '2026-06-15', '2026-06-02').next.held_until).toBe('2026-06-15');
  });

  it('counts from the notice where there is one, and not on the day itself', () => {
    const leaving = aResidence({ state: 'notice_given', planned_on: '2026-03-01' });
    expect(leavesOn(leaving)).toBe('2026-03-01');
    expect(holdOver(leaving, null, '2026-03-02').events[0]!.data).toMatchObject({ since: '2026-03-01' });
    expect(() => holdOver(leaving, null, '2026-03-01')).toThrow(coded('not_over'));
  });
});

describe('closing', () => {
  const settlement = { closed_on: '2026-06-01', deductions_fen: 10_000 };

  it('counts the nights and refunds what is left', () => {
    const { next, events } = close(aResidence(), settlement, null, '2026-06-01');
    expect(next).toMatchObject({ state: 'closed', held_until: '2026-06-01', nights: 364, refund_fen: 110_000 });
    expect(events[0]).toMatchObject({ effectiveOn: '2026-06-01', data: { nights: 364, deductions_fen: 10_000, refund_fen: 110_000 } });
  });

  it('takes the penalty off, and refunds never less than nothing', () => {
    const leaving = aResidence({ state: 'notice_given', planned_on: '2026-03-01', penalty_fen: 60_000 });
    expect(close(leaving, { closed_on: '2026-03-01', deductions_fen: 0 }, null, '2026-03-01').next.refund_fen).toBe(60_000);
    expect(close(leaving, { closed_on: '2026-03-01', deductions_fen: 99_999 }, null, '2026-03-01').next.refund_fen).toBe(0);
  });

  it('is not before the notice, as far as its day is known', () => {
    const closed = (notice_on: string | null, closed_on: string): unknown =>
      close(aResidence({ state: 'notice_given', notice_on, planned_on: '2026-03-01' }), { ...settlement, closed_on }, null, '2026-02-20')
        .next;
    expect(closed('2026-02-10', '2026-02-10')).toMatchObject({ closed_on: '2026-02-10' });
    expect(() => closed('2026-02-10', '2026-02-09')).toThrow(coded('day_too_early'));
    expect(closed(null, '2026-02-09')).toMatchObject({ closed_on: '2026-02-09' });
  });

  it('leaves the next one’s days to the next one', () => {
    expect(close(aResidence(), { ...settlement, closed_on: '2026-06-10' }, '2026-06-05', '2026-06-10').next.held_until).toBe('2026-06-05');
  });

  it('needs notice before the end, and is not before the check-in', () => {
    expect(() => close(aResidence(), { ...settlement, closed_on: '2026-05-31' }, null, '2026-06-01')).toThrow(coded('notice_needed'));
    const over = aResidence({ state: 'holdover' });
    expect(() => close(over, { ...settlement, closed_on: '2025-06-01' }, null, '2026-06-01')).toThrow(coded('before_check_in'));
  });
});
