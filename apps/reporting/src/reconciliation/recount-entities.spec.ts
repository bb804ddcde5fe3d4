import { countEntities, countOccupied, countTechFirms, sumLeased, sumTaxLocal, type EntityRow } from './recount.ts';

const today = '2026-11-23';
const anEntity = (more: Partial<EntityRow> = {}): EntityRow => ({
  id: 'a', kind: 'enterprise', state: 'resident', residency: 'both', registration_status: 'in_operation', moved_in_on: '2025-01-01', departed_on: null, ...more,
});

it('counts entities that are here today', () => {
  const others = [{ kind: 'service_platform' }, { state: 'prospect', residency: 'none', moved_in_on: null }, { registration_status: 'revoked' }, { moved_in_on: '2027-01-01' }];
  const left = anEntity({ state: 'departed', residency: 'none', departed_on: today });
  expect(countEntities([anEntity(), anEntity({ state: 'suspended' }), left, ...others.map(anEntity)], today)).toBe(2);
  expect(countEntities([{ ...left, departed_on: '2026-11-24' }], today)).toBe(1);
});

it('counts a technology firm once, and only while a qualification is in force', () => {
  const valid = { entity_id: 'a', state: 'valid', valid_from: '2025-01-01', valid_to: '2027-01-01' };
  expect(countTechFirms([anEntity(), anEntity({ id: 'b' })], [valid, valid, { ...valid, entity_id: 'b', state: 'revoked' }, { ...valid, entity_id: 'gone' }], today)).toBe(1);
  expect(countTechFirms([anEntity()], [{ ...valid, valid_to: today }], today)).toBe(0);
});

it('sums the year’s local tax, the year’s report in place of its quarters', () => {
  const report = { entity_id: 'a', period: '2026-Q1', state: 'verified', tax_local_kcny: 10 };
  const [q2, early, open] = [{ ...report, period: '2026-Q2' }, { ...report, period: '2025-Q4' }, { ...report, period: '2026-Q4' }];
  expect(sumTaxLocal([anEntity()], [report, q2, early, open, { ...report, state: 'submitted' }], today)).toBe(20);
  expect(sumTaxLocal([anEntity()], [{ ...report, period: '2026-Q1' }, { ...report, period: '2026', tax_local_kcny: 35 }], '2026-12-31')).toBe(35);
  expect(sumTaxLocal([anEntity({ moved_in_on: '2026-04-01' })], [report, q2], today)).toBe(10);
  expect(sumTaxLocal([anEntity({ moved_in_on: '2026-04-01' })], [report, q2, { ...report, period: '2026', tax_local_kcny: 35 }], '2026-12-31')).toBe(25);
  expect(sumTaxLocal([anEntity()], [early], today)).toBeNull();
});

it('sums areas let today, and counts homes with somebody in them', () => {
  const lease = { kind: 'lease', state: 'active', area_m2: 0.1, start_on: '2026-01-01', end_on: '2027-01-01' };
  expect(sumLeased([lease, { ...lease, area_m2: 0.2, end_on: null }, { ...lease, end_on: today }, { ...lease, kind: 'booking' }, { ...lease, state: 'released' }], today)).toBe(0.3);
  const tenancy = { apartment_id: 'h', state: 'checked_in', checked_in_on: '2026-01-01' };
  expect(countOccupied([tenancy, { ...tenancy, state: 'holdover' }, { ...tenancy, apartment_id: 'i', state: 'reserved' }], today)).toBe(1);
});
