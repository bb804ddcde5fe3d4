import type { ServiceUnderTest } from '@park/test-kit';
import { clerk, eventsOf, eventsUnderTest } from '../events.fixture.ts';
import { aMatchmaking, accepted, asked, investors, placed, projects, slot } from './match-request.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());

const window = (from: number, to: number) => ({ from: slot(from, from + 1).starts_at, to: slot(0, to).ends_at });
const run = (gathering: any, body: object) => park.ask('POST', `/gatherings/${gathering.id}/match-schedule`, { as: clerk, body });

it('gives all accepted requests their tables and times, and tells of those without one why', async () => {
  const [gathering, other] = [await aMatchmaking(park), await aMatchmaking(park)];
  const [[greedy, modest, small], our] = [await investors(park, 3), await projects(park, 4)];
  await park.ok('PATCH', `/investors/${small.id}`, { as: clerk, body: { meetings_per_gathering: 1 }, headers: { 'if-match': '"1"' } });
  const many: any[] = [];
  for (const project of our) many.push(await accepted(park, gathering, greedy, project));
  const single = await accepted(park, gathering, modest, our[0]);
  const [fits, exceeds] = [await accepted(park, gathering, small, our[1]), await accepted(park, gathering, small, our[2])];
  const elsewhere = await placed(park, await accepted(park, other, modest, our[3]), 0, 20);
  const waits = await asked(park, gathering, modest, our[2]);
  await park.ok('POST', `/projects/${our[3].id}/withdraw`, { as: clerk, body: { reason: 'given up' } });

  const { status, body } = await run(gathering, { tables: 2, slot_minutes: 20, ...window(0, 60) });
  expect(status).toBe(200);
  const times = (of: any[]): Record<string, string> =>
    Object.fromEntries(of.map(({ code, table_no, starts_at }) => [code, `${table_no} ${starts_at.slice(11, 16)}`]));
  expect(times(body.placed)).toEqual({
    [many[0].code]: '1 01:00',
    [single.code]: '1 01:20',
    [fits.code]: '2 01:00',
    [many[1].code]: '2 01:20',
    [many[2].code]: '1 01:40',
  });
  expect(body.unplaced.map(({ code, reason }: any) => [code, reason])).toEqual([
    [exceeds.code, 'quota_reached'],
    [many[3].code, 'project_withdrawn'],
  ]);
  const { items } = await park.ok('GET', `/match-requests?gathering_id=${gathering.id}&state=scheduled`, { as: clerk });
  expect(times(items)).toEqual(times(body.placed));
  expect((await eventsOf(park, single.id)).at(-1)).toMatchObject({
    type: 'match-request.meeting-scheduled',
    data: { table: 1, investor_id: modest.id },
  });
  expect(await park.ok('GET', `/match-requests/${elsewhere.id}`, { as: clerk })).toMatchObject({ state: 'scheduled', version: 3 });
  expect(await park.ok('GET', `/match-requests/${waits.id}`, { as: clerk })).toMatchObject({ state: 'requested', version: 1 });

  const again = await run(gathering, { tables: 2, slot_minutes: 20, ...window(60, 100) });
  expect(again.body.placed).toEqual([]);
});

it.each([
  ['no table', { tables: 0 }, '/tables', 'invalid_input'],
  ['too short a meeting', { slot_minutes: 4 }, '/slot_minutes', 'invalid_input'],
  ['a window that begins before the gathering', window(-10, 60), '/from', 'outside_gathering'],
  ['one that ends after it', window(0, 190), '/to', 'outside_gathering'],
  ['one that is empty', { from: slot(10, 20).starts_at, to: slot(10, 20).starts_at }, '/to', 'period_reversed'],
  ['one in the past', { from: '2025-06-16T01:59:59Z' }, '/from', 'in_past'],
  ['one of more than a day', { to: '2025-06-27T01:00:01Z' }, '/to', 'window_too_long'],
])('refuses %s', async (_, wish, pointer, code) => {
  const gathering = await aMatchmaking(park);
  const { status, body } = await run(gathering, { tables: 1, slot_minutes: 20, ...window(0, 60), ...wish });
  expect([status, body.code, body.errors[0].pointer]).toEqual([422, code, pointer]);
});

it('suggests projects with reasons, and tells which are asked already', async () => {
  const gathering = await aMatchmaking(park);
  const [investor] = await investors(park, 1, {
    stages: ['idea'],
    sectors: ['new_materials'],
    ticket_from_kcny: 900,
    ticket_to_kcny: 1100,
  });
  const [best] = await projects(park, 1, { sector: 'new_materials', amount_sought_kcny: 1000 });
  const [second] = await projects(park, 1, { sector: 'new_materials', amount_sought_kcny: 450 });
  const request = await asked(park, gathering, investor, second);
  const { items } = await park.ok('GET', `/investors/${investor.id}/suggestions?gathering_id=${gathering.id}&limit=2`, { as: clerk });
  expect(items).toMatchObject([
    { project_id: best.id, score: 100, fits: true, request: null },
    { project_id: second.id, score: 85, fits: false, request: { id: request.id, state: 'requested' } },
  ]);
  expect(items[1].reasons.map(({ criterion, fits }: any) => [criterion, fits])).toEqual([
    ['sector', true],
    ['stage', true],
    ['ticket', false],
  ]);
});
