import { Schedule } from '@park/service-kit';
import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { aRegistration, usccOf } from '../market-entities/market-entity.fixture.ts';
import { service } from '../tenants.module.ts';
import { aCertificate } from './qualification.fixture.ts';

const clerk = {
  scopes: ['tenants:entity:write', 'tenants:qualification:read', 'tenants:qualification:write', 'park:audit:read', 'park:import:write'],
};
let park: ServiceUnderTest;

beforeAll(async () => {
  park = await serviceUnderTest(service, { now: '2026-08-01T02:00:00Z' });
});
afterAll(() => park.close());

async function anEntity(number: number): Promise<string> {
  return (await park.ok('POST', '/market-entities', { as: clerk, body: aRegistration(number) })).id;
}

it('lets one of many simultaneous qualifications of one type and time through', async () => {
  const body = { ...aCertificate, entity_id: await anEntity(1) };
  const answers = await Promise.all(Array.from({ length: 20 }, () => park.ask('POST', '/qualifications', { as: clerk, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
  expect(answers.find(({ status }) => status === 409)!.body.code).toBe('validity_overlaps');
  const next = { ...body, valid_from: '2026-11-09', valid_to: '2029-11-09' };
  expect(await park.ask('POST', '/qualifications', { as: clerk, body: next })).toMatchObject({ status: 201 });
});

it('refuses an entity that is not there', async () => {
  const body = { ...aCertificate, entity_id: '0197a0c0-0000-7000-8000-0000000000ff' };
  expect(await park.ask('POST', '/qualifications', { as: clerk, body })).toMatchObject({ status: 422, body: { code: 'unknown_entity' } });
});

it('reminds and expires by the clock, each once, also when the schedule runs often', async () => {
  const body = await park.ok('POST', '/qualifications', { as: clerk, body: { ...aCertificate, entity_id: await anEntity(2) } });
  const types = async (): Promise<string[]> =>
    (await park.ok('GET', `/events?subject=${body.id}`, { as: clerk })).items.map(
      (event: any) => `${event.type.split('.')[3]} ${event.effective_on}`,
    );
  for (const now of [
    '2026-09-10T03:00:00Z',
    '2026-09-10T04:00:00Z',
    '2026-10-15T03:00:00Z',
    '2026-11-08T15:59:59Z',
    '2026-11-08T16:00:00Z',
    '2026-12-01T00:00:00Z',
  ]) {
    park.time.now = new Date(now);
    await park.app.get(Schedule).runDue();
  }
  expect(await types()).toEqual(['granted 2023-11-09', 'expiring 2026-09-10', 'expiring 2026-10-15', 'expired 2026-11-09']);
});

it('imports by certificate number, and says which entity it does not know', async () => {
  await anEntity(3);
  const header = 'entity_uscc,type,level,certificate_no,valid_from,valid_to,verification\n';
  const good = `${usccOf(3)},tech_sme,,2026370211A8000001,2026-01-01,2027-01-01,verified\n`;
  const bad = `${usccOf(999)},tech_sme,,2026370211A8000002,2026-01-01,2027-01-01,verified\n`;
  const first = await park.importFile('qualifications', header + good + bad, clerk, 'skip_bad_rows');
  expect(first).toMatchObject({ state: 'done', created: 1, bad: 1, errors: [{ line: 3, column: 'entity_uscc', code: 'unknown_entity' }] });
  expect(await park.importFile('qualifications', header + good, clerk)).toMatchObject({ state: 'done', created: 0, unchanged: 1 });
});
