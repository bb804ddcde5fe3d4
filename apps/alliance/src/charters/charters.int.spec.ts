/** Versions of the charter over HTTP. */
import type { ServiceUnderTest } from '@park/test-kit';
import { allianceUnderTest, anOrganisationOf, chief, clerk, eventsOf } from '../alliance.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await allianceUnderTest();
});
afterAll(() => park.close());

const draft = (title = '党建联盟章程'): Promise<any> =>
  park.ok('POST', '/charters', { as: clerk, body: { title, sha256: 'a'.repeat(64) } });
const adopt = (id: string, as = chief): Promise<any> => park.ask('POST', `/charters/${id}/adopt`, { as });

it('is adopted by somebody else than its author, and takes the place of the version before', async () => {
  const first = await draft();
  expect(await adopt(first.id, clerk)).toMatchObject({ status: 403, body: { code: 'segregation_of_duties' } });
  expect(await adopt(first.id)).toMatchObject({ status: 200, body: { state: 'in_force', version_number: 1, in_force_from: '2025-06-16' } });
  const second = await draft('党建联盟章程（修订）');
  expect(await adopt(second.id)).toMatchObject({ body: { state: 'in_force', version_number: 2 } });
  expect(await park.ok('GET', `/charters/${first.id}`, { as: clerk })).toMatchObject({ state: 'superseded', in_force_until: '2025-06-16' });
  expect((await eventsOf(park, first.id)).map(({ type }) => type)).toEqual(['charter.drafted', 'charter.adopted', 'charter.superseded']);
});

it('is in force once, also where ten are adopted at the same moment', async () => {
  const drafts: any[] = [];
  for (let i = 0; i < 10; i++) drafts.push(await draft());
  const answers = await Promise.all(drafts.map(({ id }) => adopt(id)));
  expect(answers.every(({ status, body }) => status === 200 || body.code === 'concurrent_change')).toBe(true);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  expect((await park.ok('GET', '/charters?state=in_force', { as: clerk })).items).toHaveLength(1);
});

it('is accepted in the version that is in force, not in the one of the admission', async () => {
  const { id: organisation_id } = await park.ok('POST', '/organisations', { as: clerk, body: anOrganisationOf() });
  const { id } = await park.ok('POST', '/memberships', { as: clerk, body: { organisation_id } });
  await park.ok('POST', `/memberships/${id}/start-review`, { as: clerk });
  const { charter_version } = await park.ok('POST', `/memberships/${id}/admit`, { as: chief, body: { role: 'member' } });
  const { version_number } = (await adopt((await draft()).id)).body;
  const accept = (version: number) =>
    park.ask('POST', `/memberships/${id}/accept-charter`, { as: clerk, body: { charter_version: version } });
  expect(await accept(charter_version)).toMatchObject({ status: 409, body: { code: 'charter_not_in_force', in_force: version_number } });
  expect(await accept(version_number)).toMatchObject({ status: 200, body: { state: 'active', charter_version: version_number } });
});
