/** The alliance as the clients of reporting see it: events in over Kafka, answers out over HTTP, and the matcher asked of a service that answers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, type ServiceUnderTest } from '@park/test-kit';
import { analyst, reportingUnderTest, Sender } from '../../../reporting.fixture.ts';
import { Story } from '../../events.fixture.ts';
import { idOf } from '../../events/programme/programme.fixture.ts';
import { someMatches } from './alliance-examples.ts';
import { tellActivity, tellMember, tellNeed, tellResolution, tellTerm } from './alliance.fixture.ts';

const today = '2025-06-16';
const csv = { as: analyst, headers: { accept: 'text/csv' } };
const matchesPath = `/alliance/needs/${idOf('need', 1)}/matches`;
const paths = ['/alliance/overview', '/alliance/rotation', '/alliance/lists?list=needs', '/alliance/resolutions'];
const sender = new Sender();
let park: ServiceUnderTest;
let other: Server;
let answerOfOther: { status: number; body: object } = { status: 200, body: {} };
const asked: string[] = [];

/** Stands for the alliance service, which is a process of its own. */
async function startOther(): Promise<string> {
  other = createServer((request, response) => {
    if (request.url!.startsWith('/needs/')) asked.push(request.url!);
    response.writeHead(answerOfOther.status, { 'content-type': 'application/json' }).end(JSON.stringify(answerOfOther.body));
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  await sender.connect();
  park = await reportingUnderTest(sender, { settings: { ALLIANCE_URL: await startOther() } });
  const story = new Story();
  const sea = tellMember(story, 1, '海创软件', 'council', '2024-01-01');
  tellTerm(story, 1, sea, { from: '2025-04-01', to: '2025-07-01', state: 'active' });
  tellActivity(story, 1, '2025-05-01', ['org_building'], [sea], 20);
  tellNeed(story, 1, sea, { title: '会议室', published_on: '2025-06-01', needed_by: '2025-07-01' });
  tellResolution(story, 1, sea, { title: '共享排期', adopted_on: '2025-05-15', due_on: '2025-06-10' });
  await sender.publish(story.events);
  await eventually(async () => {
    const overview = await park.ask('GET', '/alliance/overview', { as: analyst });
    const { body } = await park.ask('GET', '/alliance/resolutions', { as: analyst });
    expect([overview.body.chair?.member.name, overview.body.attendance, body.items?.length]).toEqual(['海创软件', 20, 1]);
  }, 40_000);
});
afterAll(async () => {
  await park.close();
  await sender.close();
  other.close();
});

it('is answered with how new it is, and tagged', async () => {
  for (const path of paths) {
    const { status, body, headers } = await park.ask('GET', path, { as: analyst });
    expect([path, status]).toEqual([path, 200]);
    expect(body).toMatchObject({ as_of: today, watermark: expect.any(String), deriving: false });
    expect(headers.get('etag')).toMatch(/^"/);
  }
});

it('comes as tables too', async () => {
  const row = async (path: string): Promise<string> => (await park.ask<string>('GET', path, csv)).body.trim().split('\n')[1]!.trim();
  expect(await row('/alliance/overview')).toBe('2024-06-17,2025-06-16,org_building,1,20,1,0');
  expect(await row('/alliance/rotation')).toContain('海创软件,cycle,active,2025-04-01,2025-07-01,1');
  expect(await row('/alliance/lists?list=needs')).toContain('海创软件,resource_sharing,venue,published,4,0,场,2025-06-01,15,2025-06-30');
  expect(await row('/alliance/lists?list=needs&limit=1&offset=1')).toBe(await row('/alliance/lists?list=needs'));
  expect(await row('/alliance/resolutions')).toContain('海创软件,adopted,2025-06-10,6,,,false');
});

describe('the reasons of the matcher', () => {
  it('are those of the alliance service', async () => {
    answerOfOther = { status: 200, body: someMatches };
    expect(await park.ask('GET', matchesPath, { as: analyst })).toMatchObject({ status: 200, body: someMatches });
    expect(asked).toEqual([`/needs/${idOf('need', 1)}/matches?limit=100`]);
  });

  it.each([
    [404, 404, 'need_not_found'],
    [409, 409, 'need_not_open'],
    [500, 503, 'alliance_unreachable'],
    [401, 503, 'alliance_unreachable'],
  ])('where it answers %i, are answered %i %s', async (answered, status, code) => {
    answerOfOther = { status: answered, body: {} };
    expect(await park.ask('GET', matchesPath, { as: analyst })).toMatchObject({ status, body: { code } });
  });
});

it.each([
  ['/alliance/lists', 422, 'invalid_input'],
  ['/alliance/lists?list=members', 422, 'invalid_input'],
  ['/alliance/lists?list=needs&state=delisted', 422, 'unknown_value'],
  ['/alliance/lists?list=needs&mode=none', 422, 'invalid_input'],
  ['/alliance/lists?list=needs&limit=201', 422, 'invalid_input'],
  ['/alliance/rotation?year=1', 422, 'invalid_input'],
  ['/alliance/needs/7/matches', 400, 'malformed_request'],
])('GET %s is answered %i %s', async (path, status, code) => {
  expect(await park.ask('GET', path, { as: analyst })).toMatchObject({ status, body: { code } });
});

it('is for the park’s operator, and needs its scope', async () => {
  const member = { ...analyst, organisation: '91370211MA0000A19M' };
  for (const path of [...paths, matchesPath]) {
    expect(await park.ask('GET', path, { as: member })).toMatchObject({ status: 403, body: { code: 'operator_only' } });
    expect(await park.ask('GET', path, { as: { scopes: [] } })).toMatchObject({ status: 403, body: { missing: ['reporting:kpi:read'] } });
    expect(await park.ask('GET', path)).toMatchObject({ status: 401 });
  }
});
