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

it('is imported with its history; every bad row is reported, and nothing comes the second time', async () => {
  const own = await allianceUnderTest();
  try {
    const header = 'version_number,title,sha256,in_force_from';
    const row = (version: number, day: string, letter = 'a') => `${version},章程第${version}版,${letter.repeat(64)},${day}`;
    const good = [row(1, '2024-01-10'), row(2, '2024-09-01')];
    const bad = [row(4, '2025-01-01'), row(3, '2024-09-01'), row(3, '2025-06-17'), row(1, '2024-01-10', 'b')];
    const job = await own.importFile('charters', [header, ...good, ...bad].join('\n'), clerk, 'skip_bad_rows');
    expect([job.created, job.errors.map(({ line, column, code }: any) => [line, column, code])]).toEqual([
      2,
      [
        [4, 'version_number', 'version_skipped'],
        [5, 'in_force_from', 'before_last_version'],
        [6, 'in_force_from', 'in_future'],
        [7, 'sha256', 'charter_is_fixed'],
      ],
    ]);
    expect((await own.ok('GET', '/charters?sort=version_number', { as: clerk })).items).toMatchObject([
      { version_number: 1, state: 'superseded', in_force_from: '2024-01-10', in_force_until: '2024-09-01' },
      { version_number: 2, state: 'in_force', in_force_from: '2024-09-01', in_force_until: null },
    ]);
    expect(await own.importFile('charters', [header, ...good].join('\n'), clerk)).toMatchObject({ unchanged: 2, created: 0 });
    const uscc = '91370200264574251E';
    await own.ok('POST', '/organisations', { as: clerk, body: anOrganisationOf({ uscc }) });
    const join = (day: string) => own.importFile('memberships', `uscc,role,joined_on\n${uscc},member,${day}`, clerk);
    expect(await join('2024-01-09')).toMatchObject({ errors: [{ line: 2, column: 'joined_on', code: 'charter_missing' }] });
    await join('2024-08-31');
    expect((await own.ok('GET', '/memberships', { as: clerk })).items).toMatchObject([{ charter_version: 1, joined_on: '2024-08-31' }]);
  } finally {
    await own.close();
  }
});
