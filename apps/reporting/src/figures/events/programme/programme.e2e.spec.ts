/** Seasons and gatherings as the clients of reporting see them: events in over Kafka, answers out over HTTP. */
import { events } from '@park/contracts';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { analyst, reportingUnderTest, Sender } from '../../../reporting.fixture.ts';
import { Story } from '../../events.fixture.ts';
import { at, idOf, tellCrowd, tellGathering, type Place } from './programme.fixture.ts';

const season = idOf('season', 1);
const fair: Place = {
  id: idOf('gathering', 1),
  season_id: season,
  type: 'job_fair',
  code: 'JOBFAIR',
  title: '青年人才招聘会',
  title_en: 'Youth job fair',
  venue: '梦工厂广场',
  day: '2025-06-16',
  from: '09:00',
  to: '16:00',
  capacity: 4,
};
const draft: Place = { ...fair, id: idOf('gathering', 2), code: 'DRAFT' };
const planned = idOf('season', 2);
const member = { ...analyst, organisation: '91370211MA0000A19M' };
const csv = { as: analyst, headers: { accept: 'text/csv' } };
const sender = new Sender();
let park: ServiceUnderTest;

beforeAll(async () => {
  await sender.connect();
  park = await reportingUnderTest(sender);
  const story = new Story()
    .tell(events.SeasonPublishedV1, season, '2025-05-01', { to_state: 'published', starts_on: '2025-06-16', ends_on: '2025-06-19' })
    .tell(events.SeasonPlannedV1, planned, '2025-05-01', { to_state: 'planned', starts_on: '2026-06-16', ends_on: '2026-06-19' });
  tellGathering(story, fair, '2025-05-01', ['published', 'ongoing']);
  tellGathering(story, draft, '2025-05-01', []);
  tellCrowd(story, fair, '2025-05-01', { confirmed: 2, waiting: 1, came: [at('2025-06-16', '09:12')] });
  await sender.publish(story.events);
  await eventually(async () => {
    const { body } = await park.ask('GET', `/seasons/${season}`, { as: analyst });
    expect(body.items?.map(({ code, attended, waiting }: any) => [code, attended, waiting])).toEqual([
      ['DRAFT', 0, 0],
      ['JOBFAIR', 1, 1],
    ]);
  }, 40_000);
});
afterAll(async () => {
  await park.close();
  await sender.close();
});

it('are answered with how new they are, and tagged', async () => {
  const { status, body, headers } = await park.ask('GET', `/seasons/${season}`, { as: analyst });
  expect(status).toBe(200);
  expect(body).toMatchObject({ as_of: '2025-06-16', watermark: expect.any(String), deriving: false, season: { id: season } });
  expect(headers.get('etag')).toMatch(/^"/);
});

it('show a member organisation what was announced to it', async () => {
  const { body: seasons } = await park.ask('GET', '/seasons', { as: member });
  expect(seasons.items.map(({ id }: { id: string }) => id)).toEqual([season, 'none']);
  expect((await park.ask('GET', `/seasons/${season}`, { as: member })).body.items).toMatchObject([{ code: 'JOBFAIR' }]);
  expect(await park.ask('GET', `/seasons/${planned}`, { as: member })).toMatchObject({ status: 404, body: { code: 'season_not_found' } });
  expect(await park.ask('GET', `/gatherings/${draft.id}`, { as: member })).toMatchObject({
    status: 404,
    body: { code: 'gathering_not_found' },
  });
});

it('come as tables too', async () => {
  const lines = async (path: string): Promise<string[]> => (await park.ask<string>('GET', path, csv)).body.trim().split('\n');
  expect(await lines('/seasons')).toHaveLength(4);
  const [, , gathering] = await lines(`/seasons/${season}`);
  expect(gathering).toContain('JOBFAIR,青年人才招聘会,Youth job fair,job_fair,梦工厂广场,2025-06-16');
  expect((await lines(`/gatherings/${fair.id}`)).map((line) => line.trim())).toEqual([
    'gathering,day,from,arrivals',
    'JOBFAIR,2025-06-16,09:10,1',
  ]);
});

it.each([
  ['/seasons/2025', 404, 'season_not_found'],
  [`/seasons/${fair.id}`, 404, 'season_not_found'],
  ['/gatherings/7', 400, 'malformed_request'],
  [`/gatherings/${season}`, 404, 'gathering_not_found'],
])('GET %s is answered %i %s', async (path, status, code) => {
  expect(await park.ask('GET', path, { as: analyst })).toMatchObject({ status, body: { code } });
});

it('need their scope', async () => {
  for (const path of ['/seasons', `/seasons/${season}`, `/gatherings/${fair.id}`]) {
    expect(await park.ask('GET', path, { as: { scopes: [] } })).toMatchObject({ status: 403, body: { missing: ['reporting:kpi:read'] } });
    expect(await park.ask('GET', path)).toMatchObject({ status: 401 });
  }
});
