import { leasedTwice, renovated, sumLeased, sumRentable } from './recount-space.ts';

const today = '2026-11-23';

it('sums what can be let, a divided unit by its parts', () => {
  const unit = { id: 'floor', parent_unit_id: null, use_m2: 100, rentable: true, state: 'in_service' };
  const part = { ...unit, id: 'part', parent_unit_id: 'floor', use_m2: 30.1 };
  expect(sumRentable([unit, { ...unit, id: 'x', rentable: false }, { ...unit, id: 'y', state: 'maintenance' }])).toBe(100);
  expect(sumRentable([unit, part, { ...part, id: 'q', use_m2: 0.2 }])).toBe(30.3);
  expect(sumRentable([unit, { ...part, state: 'retired' }])).toBe(100);
});

it('sums areas let today, also by a lease that was ended for a day to come', () => {
  const lease = { kind: 'lease', state: 'active', source_id: 'l', area_m2: 0.1, start_on: '2026-01-01', end_on: '2027-01-01' };
  expect(
    sumLeased(
      [
        lease,
        { ...lease, area_m2: 0.2, end_on: null },
        { ...lease, end_on: today },
        { ...lease, kind: 'booking' },
        { ...lease, state: 'held' },
      ],
      today,
    ),
  ).toBe(0.3);
  expect(
    sumLeased(
      [
        { ...lease, state: 'released' },
        { ...lease, state: 'released', end_on: today },
      ],
      today,
    ),
  ).toBe(0.1);
});

it('holds contracts against the ledger', () => {
  const entry = { kind: 'lease', state: 'active', source_id: 'l', area_m2: 60, start_on: '2026-01-01', end_on: '2027-01-01' };
  const leases = [{ id: 'l', units: [{ area_m2: 60 }, { area_m2: 40 }] }];
  expect(leasedTwice(leases, [entry, { ...entry, area_m2: 40 }, { ...entry, source_id: 'ended' }])).toEqual({
    contracts: 100,
    ledger: 100,
  });
  expect(leasedTwice(leases, [entry])).toEqual({ contracts: 100, ledger: 60 });
});

it('counts a building once, with its latest renovation, and all open space', () => {
  const project = {
    id: 'p',
    kind: 'building',
    building_id: 'b',
    state: 'accepted',
    accepted_on: '2025-01-01',
    indoor_area_m2: 100,
    outdoor_area_m2: 5,
  };
  const again = { ...project, id: 'r', accepted_on: '2026-01-01', indoor_area_m2: 80, state: 'closed' };
  const outside = { ...project, id: 's', kind: 'outdoor', building_id: null, indoor_area_m2: 0, outdoor_area_m2: 20 };
  expect(
    renovated(
      [again, project, outside, { ...again, id: 't', state: 'in_progress' }, { ...again, id: 'u', accepted_on: '2027-01-01' }],
      today,
    ),
  ).toEqual({ buildings: 1, indoor: 80, outdoor: 30 });
});
