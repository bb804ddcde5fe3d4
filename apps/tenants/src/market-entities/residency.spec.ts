import { addDays } from '@park/kernel';
import { aMarketEntity, aResident } from './market-entity.fixture.ts';
import type { DepartureReason } from './market-entity.ts';
import { cancelDeparture, cancelMoveIn, carryOut, depart, moveIn, takeUpSpace } from './residency.ts';

const today = '2025-06-16';
const types = (events: { of: { type: string } }[]): string[] => events.map(({ of }) => of.type.split('.')[3]!);
const move = (effective_date: string) => ({ residency: 'physical' as const, effective_date, building_ids: [] });
const departure = (effective_date: string, reason: DepartureReason = 'moved_out') => ({ effective_date, reason });

describe('moving in', () => {
  it('makes a prospect a resident from the effective date', () => {
    const { next, events } = moveIn(aMarketEntity(), move('2025-06-01'), today);
    expect(next).toMatchObject({ state: 'resident', residency: 'physical', moved_in_on: '2025-06-01' });
    expect(events[0]).toMatchObject({
      effectiveOn: '2025-06-01',
      data: { from_state: 'prospect', to_state: 'resident', residency: 'physical' },
    });
  });

  it.each(['2025-06-01', '2025-07-01'])(
    'on %s is refused to entities out of operation, blacklisted ones, and before the day they left',
    (day) => {
      expect(() => moveIn(aMarketEntity({ registration_status: 'revoked' }), move(day), today)).toThrow(
        expect.objectContaining({ code: 'not_in_operation' }),
      );
      expect(() => moveIn(aMarketEntity({ risk_level: 'blacklisted' }), move(day), today)).toThrow(
        expect.objectContaining({ code: 'blacklisted' }),
      );
      const gone = aMarketEntity({ state: 'departed', departed_on: day });
      expect(() => moveIn(gone, move(addDays(day, -1)), today)).toThrow(expect.objectContaining({ code: 'before_departure' }));
      expect(() => moveIn(gone, move(day), today)).not.toThrow();
    },
  );

  it('is scheduled on a day ahead, and changes nothing until then', () => {
    const { next, events } = moveIn(aMarketEntity(), move('2025-07-01'), today);
    expect(next).toMatchObject({ state: 'prospect', residency: 'none', moved_in_on: null, moves_in_on: '2025-07-01' });
    expect(events).toMatchObject([
      { effectiveOn: today, data: { effective_date: '2025-07-01', from_state: 'prospect', to_state: 'prospect' } },
    ]);
  });

  it('is moved by another day, and carried out on its own', () => {
    const scheduled = moveIn(aMarketEntity(), move('2025-07-01'), today).next;
    const moved = moveIn(scheduled, move('2025-08-01'), today);
    expect(types(moved.events)).toEqual(['move-in-cancelled', 'move-in-scheduled']);
    expect(moved.next.moves_in_on).toBe('2025-08-01');
    const here = carryOut(moved.next, 0, '2025-08-01');
    expect(types(here.events)).toEqual(['moved-in']);
    expect(here.next).toMatchObject({
      state: 'resident',
      moved_in_on: '2025-08-01',
      moves_in_on: null,
      moves_in_as: null,
      moves_into: null,
    });
    expect(types(moveIn(scheduled, move('2025-06-10'), today).events)).toEqual(['move-in-cancelled', 'moved-in']);
  });

  it('with a lease in force comes before the day that was scheduled', () => {
    const scheduled = moveIn(aMarketEntity(), move('2025-07-01'), today).next;
    const { next } = takeUpSpace(scheduled, today, [], today);
    expect(next).toMatchObject({ state: 'resident', moved_in_on: today, moves_in_on: null });
  });
});

describe('departing', () => {
  it('ends the residency and takes the registration along', () => {
    const { next, events } = depart(aResident(), departure('2025-06-10', 'deregistered'), 0, today);
    expect(next).toMatchObject({ state: 'departed', residency: 'none', registration_status: 'deregistered', departed_on: '2025-06-10' });
    expect(events[0]!.data).toMatchObject({ reason: 'deregistered', destination: null, effective_date: '2025-06-10' });
  });

  it('waits until nothing is occupied, and does not predate the moving in', () => {
    expect(() => depart(aResident(), departure(today), 2, today)).toThrow(
      expect.objectContaining({ code: 'still_occupies', extra: { occupancies: 2 } }),
    );
    expect(() => depart(aResident({ moved_in_on: '2025-06-11' }), departure('2025-06-10'), 0, today)).toThrow(
      expect.objectContaining({ code: 'before_move_in' }),
    );
  });

  it('is scheduled on a day ahead while space is still occupied, moved, cancelled and carried out', () => {
    const scheduled = depart(aResident({ state: 'suspended' }), departure('2025-12-31'), 2, today);
    expect(types(scheduled.events)).toEqual(['departure-scheduled']);
    expect(scheduled.next).toMatchObject({ state: 'suspended', residency: 'both', departs_on: '2025-12-31', departed_on: null });
    const moved = depart(scheduled.next, departure('2025-10-31'), 2, today);
    expect(types(moved.events)).toEqual(['departure-cancelled', 'departure-scheduled']);
    expect(cancelDeparture(moved.next, today)).toMatchObject({
      next: { state: 'suspended', departs_on: null, departs_for: null },
      events: [{ effectiveOn: today, data: { effective_date: '2025-10-31' } }],
    });
    const gone = carryOut(moved.next, 0, '2025-10-31');
    expect(types(gone.events)).toEqual(['departed']);
    expect(gone.next).toMatchObject({ state: 'departed', departed_on: '2025-10-31', departs_on: null });
  });

  it('is only cancelled where it is scheduled', () => {
    const refused = expect.objectContaining({ kind: 'conflict', code: 'nothing_scheduled' });
    expect(() => cancelDeparture(aResident(), today)).toThrow(refused);
    expect(() => cancelMoveIn(aMarketEntity(), today)).toThrow(refused);
  });
});
