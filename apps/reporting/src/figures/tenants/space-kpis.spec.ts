import { tenants } from '@park/contracts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

const on = '2024-01-01';

describe('renovation', () => {
  const accept = (story: Story, id: string, building: string | null, accepted_on: string, more = {}): Story =>
    story.tell(tenants.RenovationAcceptedV1, id, accepted_on, {
      building_id: building,
      kind: 'building',
      indoor_area_m2: 1000.5,
      outdoor_area_m2: 0,
      accepted_on,
      ...more,
    });

  it('counts buildings once, the latest indoor area of each, and every outdoor area', () => {
    const story = accept(new Story(), 'r1', 'B1', '2023-07-01');
    accept(story, 'r2', 'B2', '2023-08-01');
    accept(story, 'r3', 'B1', '2025-01-01', { indoor_area_m2: 1200 });
    accept(story, 'square', null, '2023-09-01', { kind: 'outdoor', indoor_area_m2: 0, outdoor_area_m2: 800 });
    story.tell(tenants.RenovationPlannedV1, 'r4', '2023-01-01', { building_id: 'B3' });
    const facts = ledgerOf(story.events);
    const at = (asOf: string): (number | null)[] =>
      ['buildings_renovated', 'indoor_area_renovated', 'outdoor_area_renewed'].map((code) => value(facts, code, { as_of: asOf }));
    expect(at('2023-06-30')).toEqual([null, null, null]);
    expect(at('2023-12-31')).toEqual([2, 2001, 800]);
    expect(at('2025-01-01')).toEqual([2, 2200.5, 800]);
    expect(groups(facts, 'indoor_area_renovated', 'building', '2025-01-01')).toEqual({ B1: 1200, B2: 1000.5 });
  });
});

const unit = (story: Story, id: string, use_m2: number, more = {}): Story =>
  story.tell(tenants.UnitAddedV1, id, on, {
    building_id: 'B1',
    use_m2,
    usage: 'office',
    rentable: true,
    status: 'in_service',
    parent_unit_id: null,
    ...more,
  });

describe('rentable_area', () => {
  const area = (story: Story, asOf: string): number | null => value(ledgerOf(story.events), 'rentable_area', { as_of: asOf });

  it('sums usable area of what can be rented and is in service', () => {
    const story = unit(unit(unit(new Story(), 'u1', 120.5), 'u2', 80.25), 'hall', 300, { rentable: false });
    story
      .tell(tenants.UnitStatusChangedV1, 'u2', '2024-03-01', { to_state: 'maintenance' })
      .tell(tenants.UnitChangedV1, 'u1', '2024-04-01', {
        building_id: 'B1',
        parent_unit_id: null,
        usage: 'lab',
        use_m2: 110.5,
        rentable: true,
      });
    expect(['2024-02-29', '2024-03-01', '2024-04-01'].map((day) => area(story, day))).toEqual([200.75, 120.5, 110.5]);
    expect(groups(ledgerOf(story.events), 'rentable_area', 'usage', '2024-04-01')).toEqual({ lab: 110.5, office: 0 });
  });

  it('counts the parts of a divided unit, and the unit again once its parts are given up', () => {
    const story = unit(unit(unit(new Story(), 'floor', 500), 'a', 200, { parent_unit_id: 'floor' }), 'b', 290, {
      parent_unit_id: 'floor',
      status: 'draft',
    });
    expect(area(story, '2024-02-01')).toBe(200);
    story.tell(tenants.UnitStatusChangedV1, 'b', '2024-03-01', { to_state: 'in_service' });
    story
      .tell(tenants.UnitStatusChangedV1, 'a', '2024-06-01', { to_state: 'retired' })
      .tell(tenants.UnitStatusChangedV1, 'b', '2024-06-01', { to_state: 'retired' });
    expect(['2024-03-01', '2024-05-31', '2024-06-01'].map((day) => area(story, day))).toEqual([490, 490, 500]);
  });

  it('follows a part that is moved to another unit', () => {
    const story = unit(unit(unit(new Story(), 'x', 500), 'y', 400), 'part', 100, { parent_unit_id: 'x' });
    story.tell(tenants.UnitChangedV1, 'part', '2024-05-01', {
      building_id: 'B1',
      parent_unit_id: 'y',
      usage: 'office',
      use_m2: 100,
      rentable: true,
    });
    expect([area(story, '2024-04-30'), area(story, '2024-05-01')]).toEqual([500, 600]);
  });
});

const lease = (story: Story, id: string, unitId: string, area_m2: number, start_on: string, end_on: string | null): Story =>
  story.tell(tenants.OccupancyActivatedV1, id, start_on, { unit_id: unitId, building_id: 'B1', area_m2, start_on, end_on, kind: 'lease' });

describe('occupied_area and occupancy_rate', () => {
  const story = unit(unit(new Story(), 'u1', 100), 'u2', 100, { usage: 'retail' });
  story.tell(tenants.OccupancyHeldV1, 'hold', on, { unit_id: 'u2', kind: 'hold' });
  lease(story, 'o1', 'u1', 100, '2024-03-01', '2025-03-01');
  const facts = ledgerOf(story.events);

  it('counts leases in force from their first to their last day, and no holds', () => {
    expect(['2024-02-29', '2024-03-01', '2025-02-28', '2025-03-01'].map((day) => value(facts, 'occupied_area', { as_of: day }))).toEqual([
      null,
      100,
      100,
      0,
    ]);
    expect(figure(facts, 'occupancy_rate', { as_of: '2024-02-01' })).toEqual({
      value: 0,
      null_reason: null,
      numerator: 0,
      denominator: 200,
    });
    expect(figure(facts, 'occupancy_rate', { as_of: '2024-03-01' })).toEqual({
      value: 50,
      null_reason: null,
      numerator: 100,
      denominator: 200,
    });
    expect(groups(facts, 'occupancy_rate', 'usage', '2024-03-01')).toEqual({ office: 100 });
  });

  it('weighs a period by its days', () => {
    // January to June 2024 are 182 days, of which the lease takes March to June: 122.
    const period = { as_of: '2024-12-31', from: '2024-01-01', to: '2024-07-01' };
    expect(figure(facts, 'occupancy_rate', period)).toMatchObject({ numerator: 12_200, denominator: 36_400, value: 33.516484 });
  });

  it('follows a release before the end, and an extension', () => {
    const released = lease(unit(new Story(), 'u1', 100), 'o1', 'u1', 100, '2024-03-01', '2025-03-01').tell(
      tenants.OccupancyReleasedV1,
      'o1',
      '2024-10-01',
      {
        unit_id: 'u1',
        to_state: 'released',
        released_on: '2024-10-01',
      },
    );
    expect(['2024-09-30', '2024-10-01'].map((day) => value(ledgerOf(released.events), 'occupied_area', { as_of: day }))).toEqual([100, 0]);
    const extended = lease(unit(new Story(), 'u1', 100), 'o1', 'u1', 100, '2024-03-01', '2025-03-01').tell(
      tenants.OccupancyPeriodChangedV1,
      'o1',
      '2025-01-01',
      {
        unit_id: 'u1',
        old_end: '2025-03-01',
        new_end: '2026-03-01',
      },
    );
    expect(['2025-03-01', '2026-03-01'].map((day) => value(ledgerOf(extended.events), 'occupied_area', { as_of: day }))).toEqual([100, 0]);
  });

  it('does not know what cannot be: nothing is rentable', () => {
    const none = unit(new Story(), 'u1', 100, { rentable: false });
    unit(none, 'u2', 50).tell(tenants.UnitStatusChangedV1, 'u2', '2024-02-01', { to_state: 'retired' });
    expect(figure(ledgerOf(none.events), 'occupancy_rate', { as_of: '2024-03-01' })).toMatchObject({
      value: null,
      null_reason: 'denominator_zero',
      denominator: 0,
    });
  });
});

describe('wale and expiring_90d_share', () => {
  const story = unit(unit(unit(new Story(), 'u1', 100), 'u2', 300), 'u3', 50);
  lease(story, 'o1', 'u1', 100, '2024-01-01', '2025-01-01');
  lease(story, 'o2', 'u2', 300, '2024-01-01', '2027-01-01');
  lease(story, 'open', 'u3', 50, '2024-01-01', null);
  const facts = ledgerOf(story.events);

  it('weighs the days that are left by area, at any date', () => {
    // On 2024-07-01 the leases have 184 and 914 days to go: (100 · 184 + 300 · 914) ÷ 400 = 731.5 days.
    expect(figure(facts, 'wale', { as_of: '2024-07-01' })).toMatchObject({ numerator: 292_600, denominator: 400, value: 2.002738 });
    expect(figure(facts, 'wale', { as_of: '2025-01-01' })).toMatchObject({ numerator: 300 * 730, denominator: 300 });
    expect(figure(facts, 'wale', { as_of: '2027-01-01' })).toMatchObject({ value: null, null_reason: 'denominator_zero' });
  });

  it('shares out what ends within 90 days', () => {
    expect(
      ['2024-10-02', '2024-10-03', '2024-12-31', '2025-01-01'].map((day) => figure(facts, 'expiring_90d_share', { as_of: day }).numerator),
    ).toEqual([0, 100, 100, 0]);
    expect(value(facts, 'expiring_90d_share', { as_of: '2024-10-03' })).toBe(22.222222);
  });
});
