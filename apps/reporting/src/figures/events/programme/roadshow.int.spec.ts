/** The answers about pitches, meetings and deals, from events and on a real database. */
import { events } from '@park/contracts';
import type { Actor } from '@park/kernel';
import { closeLedger, database, openLedger, taken } from '../../../ledger/ledger-database.fixture.ts';
import { Story } from '../../events.fixture.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { at, idOf, tellGathering, type Place } from './programme.fixture.ts';
import { tellDeal, tellInvestors, tellMeeting, tellPitch, tellProjects, type Party } from './roadshow.fixture.ts';
import { Roadshows } from './roadshow.service.ts';

const season = idOf('season', 1);
const day = '2025-06-17';
const operator: Actor = { id: 'operations', type: 'user', organisation: 'park' };
const member: Actor = { id: 'm', type: 'member_org', organisation: '91370211MA0000A19M' };
const place: Place = {
  id: idOf('gathering', 1),
  season_id: season,
  type: 'roadshow',
  code: 'ROADSHOW',
  title: '项目路演',
  title_en: 'Roadshow',
  venue: '路演厅',
  day,
  from: '09:00',
  to: '12:00',
  capacity: 120,
};
const without: Place = { ...place, id: idOf('gathering', 2), season_id: null, code: 'MEET' };
const roadshows = (): Roadshows => new Roadshows(new Snapshots(database.dataSource, () => new Date(at('2025-06-20', '12:00'))));

beforeAll(async () => {
  await openLedger();
  const story = new Story().tell(events.SeasonPublishedV1, season, '2025-05-01', { to_state: 'published' });
  tellGathering(story, place, '2025-05-01', ['published']);
  tellGathering(story, without, '2025-05-01', ['published']);
  const [buoy, robot, kelp] = tellProjects(story, '2025-05-01', ['浮标', '机器人', '海带']) as [Party, Party, Party];
  const [coast, hill] = tellInvestors(story, '2025-05-01', ['海岸线', '山丘']) as [Party, Party];
  tellPitch(story, place, 0, buoy, '2025-05-02', { order: 2, state: 'scored', score: 87.25, rank: 1 });
  tellPitch(story, place, 1, robot, '2025-05-02', { order: 1, state: 'absent' });
  tellPitch(story, place, 2, { ...kelp, id: idOf('project', 99) }, '2025-05-02', {});
  const slot = (table: number, from: string, to: string) => ({ table, start: at(day, from), end: at(day, to) });
  tellMeeting(story, without, 0, [coast, buoy], '2025-05-02', {});
  tellMeeting(story, without, 1, [coast, robot], '2025-05-02', { slot: slot(1, '09:20', '09:40'), state: 'no_show' });
  tellMeeting(story, without, 2, [hill, robot], '2025-05-02', { slot: slot(2, '09:00', '09:20'), state: 'held' });
  tellMeeting(story, without, 3, [coast, kelp], '2025-05-02', { slot: slot(1, '09:00', '09:20') });
  tellDeal(story, place, 0, [coast, buoy], '2025-06-18', { state: 'term_sheet' });
  tellDeal(story, place, 1, [hill, robot], '2025-06-19', { state: 'funded', amount_kcny: 3_000 });
  tellDeal(story, without, 0, [hill, kelp], '2025-06-18', { state: 'open' });
  await taken(story.events);
});
afterAll(closeLedger);

it('lists pitches in the drawn order, and behind them those without a place in it', async () => {
  const { items, ...freshness } = await roadshows().pitches(place.id, operator);
  expect(freshness).toEqual({ as_of: '2025-06-20', watermark: expect.any(String), deriving: false });
  expect(items.map(({ order, project_name, state, score, rank }) => [order, project_name, state, score, rank])).toEqual([
    [1, '机器人', 'absent', null, null],
    [2, '浮标', 'scored', 87.25, 1],
    [null, null, 'submitted', null, null],
  ]);
});

it('lists meetings by time and table, and behind them the requests without', async () => {
  const { items } = await roadshows().meetings(without.id, operator);
  expect(
    items.map(({ table, starts_at, investor_name, project_name, state }) => [table, starts_at, investor_name, project_name, state]),
  ).toEqual([
    [1, at(day, '09:00'), '海岸线', '海带', 'scheduled'],
    [2, at(day, '09:00'), '山丘', '机器人', 'held'],
    [1, at(day, '09:20'), '海岸线', '机器人', 'no_show'],
    [null, null, '海岸线', '浮标', 'requested'],
  ]);
});

it('lists the deals of a season, the furthest first, and apart those of none', async () => {
  const { items } = await roadshows().deals(season, operator);
  expect(items.map(({ state, amount_kcny, stage_since, gathering_id }) => [state, amount_kcny, stage_since, gathering_id])).toEqual([
    ['funded', 3_000, '2025-06-19', place.id],
    ['term_sheet', null, '2025-06-18', place.id],
  ]);
  expect((await roadshows().deals('none', operator)).items.map(({ project_name }) => project_name)).toEqual(['海带']);
});

it('is for the park’s operator, and knows what there is', async () => {
  for (const answer of [roadshows().pitches(place.id, member), roadshows().meetings(place.id, member), roadshows().deals(season, member)])
    await expect(answer).rejects.toMatchObject({ code: 'operator_only' });
  await expect(roadshows().pitches(idOf('gathering', 9), operator)).rejects.toMatchObject({ code: 'gathering_not_found' });
  await expect(roadshows().meetings(idOf('gathering', 9), operator)).rejects.toMatchObject({ code: 'gathering_not_found' });
  await expect(roadshows().deals(place.id, operator)).rejects.toMatchObject({ code: 'season_not_found' });
});
