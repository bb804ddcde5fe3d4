import { countEmployed, countEntities, countTechFirms, sumReported, type EntityRow, type ReportRow } from './recount-entities.ts';

const today = '2026-11-23';
const anEntity = (more: Partial<EntityRow> = {}): EntityRow => ({
  id: 'a',
  kind: 'enterprise',
  state: 'resident',
  residency: 'both',
  registration_status: 'in_operation',
  moved_in_on: '2025-01-01',
  departed_on: null,
  ...more,
});
const aReport = (more: Partial<ReportRow> = {}): ReportRow => ({
  entity_id: 'a',
  period: '2026-Q1',
  state: 'verified',
  revenue_kcny: 0,
  tax_total_kcny: 0,
  tax_local_kcny: 0,
  employees_end: 0,
  ...more,
});

it('counts entities that are here today', () => {
  const others = [
    { kind: 'service_platform' },
    { state: 'prospect', residency: 'none', moved_in_on: null },
    { registration_status: 'revoked' },
    { moved_in_on: '2027-01-01' },
  ];
  const left = anEntity({ state: 'departed', residency: 'none', departed_on: today });
  expect(countEntities([anEntity(), anEntity({ state: 'suspended' }), left, ...others.map(anEntity)], today)).toBe(2);
  expect(countEntities([{ ...left, departed_on: '2026-11-24' }], today)).toBe(1);
});

it('counts a technology firm once, and only while a qualification is in force', () => {
  const valid = { entity_id: 'a', state: 'valid', valid_from: '2025-01-01', valid_to: '2027-01-01' };
  expect(
    countTechFirms(
      [anEntity(), anEntity({ id: 'b' })],
      [valid, valid, { ...valid, entity_id: 'b', state: 'revoked' }, { ...valid, entity_id: 'gone' }],
      today,
    ),
  ).toBe(1);
  expect(countTechFirms([anEntity()], [{ ...valid, valid_to: today }], today)).toBe(0);
});

it('sums the year’s local tax, the year’s report in place of its quarters', () => {
  const report = aReport({ tax_local_kcny: 10 });
  const sumTaxLocal = (entities: EntityRow[], reports: ReportRow[], day: string): number | null =>
    sumReported('tax_local_kcny', entities, reports, day);
  const [q2, early, open] = [
    { ...report, period: '2026-Q2' },
    { ...report, period: '2025-Q4' },
    { ...report, period: '2026-Q4' },
  ];
  expect(sumTaxLocal([anEntity()], [report, q2, early, open, { ...report, state: 'submitted' }], today)).toBe(20);
  expect(
    sumTaxLocal(
      [anEntity()],
      [
        { ...report, period: '2026-Q1' },
        { ...report, period: '2026', tax_local_kcny: 35 },
      ],
      '2026-12-31',
    ),
  ).toBe(35);
  expect(sumTaxLocal([anEntity({ moved_in_on: '2026-04-01' })], [report, q2], today)).toBe(10);
  expect(
    sumTaxLocal([anEntity({ moved_in_on: '2026-04-01' })], [report, q2, { ...report, period: '2026', tax_local_kcny: 35 }], '2026-12-31'),
  ).toBe(25);
  expect(sumTaxLocal([anEntity()], [early], today)).toBeNull();
});

it('counts those employed by the last verified report of who is here, the year’s before the quarter’s', () => {
  const quarter = aReport({ period: '2025-Q4', employees_end: 10 });
  const [year, later, open] = [
    { ...quarter, period: '2025', employees_end: 12 },
    aReport({ employees_end: 9 }),
    aReport({ period: '2026-Q4', employees_end: 99 }),
  ];
  expect(countEmployed([anEntity()], [year, quarter], today)).toBe(12);
  expect(
    countEmployed([anEntity(), anEntity({ id: 'b' })], [later, year, open, { ...later, period: '2026-Q2', state: 'returned' }], today),
  ).toBe(9);
  expect(countEmployed([anEntity({ state: 'departed', departed_on: today })], [later], today)).toBeNull();
});
