/** The answers about seasons and gatherings, and what they read: never more than what their own days hold. */
import { events, type ParkEvent } from '@park/contracts';
import { addDays } from '@park/kernel';
import { Story } from '../../events.fixture.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { closeLedger, database, openLedger, rowsReadFor, taken } from '../../../ledger/ledger-database.fixture.ts';
import { Programme } from './programme.service.ts';
import { at, idOf, tellCrowd, tellGathering, type Place } from './programme.fixture.ts';

const today = '2025-06-16';
const now = new Date(at(today, '12:00'));
const programme = (): Programme => new Programme(new Snapshots(database.dataSource, () => now));
const season = idOf('season', 1);
const place = (n: number, own: Partial<Place> = {}): Place => ({
  id: idOf('gathering', n),
  season_id: season,
  type: 'job_fair',
  code: `GA-${n}`,
  title: `活动${n}`,
  title_en: `Gathering ${n}`,
  venue: '梦工厂广场',
  day: today,
  from: '09:00',
  to: '16:00',
  capacity: 4,
  ...own,
});
const fair = place(1);
const roadshow = place(2, { type: 'roadshow', day: addDays(today, 1), from: '14:00', capacity: 10 });
const salon = place(3, { type: 'salon', season_id: null, day: '2025-03-03' });
const draft = place(4, { type: 'training', day: addDays(today, 1), from: '09:00', to: '10:00' });
const internal = place(5, { type: 'party_activity', day: addDays(today, 2), visibility: 'internal' });
const moved = place(6, { type: 'salon', day: addDays(today, 2) });
const long = place(7, { type: 'competition_round', season_id: null, day: '2020-01-01' });

const story = new Story().tell(events.SeasonPublishedV1, season, '2025-05-01', {
  code: 'QCJ-2025',
  to_state: 'published',
  starts_on: today,
  ends_on: addDays(today, 3),
});
tellGathering(story, fair, '2025-05-02', ['published', 'ongoing']);
tellGathering(story, roadshow, '2025-05-02', ['published']);
tellGathering(story, salon, '2025-02-02', ['published', 'ongoing', 'ended']);
tellGathering(story, draft, '2025-05-02', []);
tellGathering(story, internal, '2025-05-02', ['published']);
tellGathering(story, moved, '2025-05-02', ['published', 'postponed']);
tellGathering(story, long, '2019-12-01', ['published', 'ongoing', 'ended']);
tellCrowd(story, fair, '2025-05-10', { confirmed: 3, waiting: 2, came: [at(today, '09:12'), at(today, '09:18')] });
tellCrowd(story, roadshow, '2025-05-10', { confirmed: 1 });

/** Ids that are the same for the same aggregate and version. */
function named(told: readonly ParkEvent[]): ParkEvent[] {
  return told.map((event) => ({ ...event, id: `${event.subject} ${event.sequence}` }));
}

beforeAll(async () => {
  await openLedger();
  await taken(named(story.events));
});
afterAll(closeLedger);

describe('a season', () => {
  it('lists its gatherings in the order of their time, each with its places and those who came', async () => {
    const { season: head, items, days, ...freshness } = await programme().season(season, false);
    expect(freshness).toEqual({ as_of: today, watermark: expect.any(String), deriving: false });
    expect(items.map(({ code, on, state }) => [code, on, state])).toEqual([
      ['GA-1', today, 'ongoing'],
      ['GA-4', addDays(today, 1), 'draft'],
      ['GA-2', addDays(today, 1), 'published'],
      ['GA-5', addDays(today, 2), 'published'],
      ['GA-6', null, 'postponed'],
    ]);
    expect(items[0]).toMatchObject({ capacity: 4, confirmed: 3, waiting: 2, attended: 2, show_rate: 66.6667, fill_rate: 75 });
    expect(items[2]).toMatchObject({ confirmed: 1, waiting: 0, attended: 0, show_rate: null, fill_rate: 10 });
    expect(days).toEqual([{ day: today, arrivals: 2 }]);
    expect(head).toMatchObject({ code: 'QCJ-2025', state: 'published', gatherings: 3, held: 0, capacity: 18, confirmed: 4, attended: 2 });
  });

  it('shows a member organisation what was announced to it', async () => {
    const { items } = await programme().season(season, true);
    expect(items.map(({ code }) => code)).toEqual(['GA-1', 'GA-2', 'GA-6']);
    await expect(programme().gathering(internal.id, true)).rejects.toMatchObject({ code: 'gathering_not_found' });
    expect((await programme().gathering(internal.id, false)).gathering.code).toBe('GA-5');
  });

  it('is refused by an id that none has', async () => {
    await expect(programme().season('2025', false)).rejects.toMatchObject({ code: 'season_not_found' });
    await expect(programme().gathering(idOf('gathering', 99), false)).rejects.toMatchObject({ code: 'gathering_not_found' });
  });
});

describe('what is outside of a season', () => {
  it('is a season of its own, of the months around today', async () => {
    const { season: head, items } = await programme().season('none', false);
    expect(items.map(({ code }) => code)).toEqual(['GA-3']);
    expect(head).toMatchObject({
      id: 'none',
      code: null,
      state: null,
      starts_on: '2024-06-16',
      ends_on: '2026-06-16',
      gatherings: 1,
      held: 1,
    });
  });

  it('stands last among the seasons, whose sums are those of their gatherings', async () => {
    const items = await programme().seasons(false);
    expect(items.map(({ id }) => id)).toEqual([season, 'none']);
    for (const item of items) expect(item).toEqual((await programme().season(item.id, false)).season);
  });
});

describe('a gathering', () => {
  it('tells its season and how many came in each ten minutes', async () => {
    const { gathering, season: of, days } = await programme().gathering(fair.id, false);
    expect(gathering).toMatchObject({ code: 'GA-1', name: { zh: '活动1', en: 'Gathering 1' }, attended: 2 });
    expect(of).toEqual({ id: season, code: 'QCJ-2025', name: { zh: '青年闯创季', en: 'Youth Innovation Season' } });
    expect(days).toEqual([{ day: today, arrivals: 2, slots: [{ ten_minutes: 55, arrivals: 2 }] }]);
  });
});

it('reads no more of a gathering after thousands of registrations, nor after the gatherings of other years', async () => {
  const crowd = (from: number, count: number): ParkEvent[] => {
    const came = Array.from({ length: count }, (_, n) => at(today, `${10 + (n % 6)}:${n % 6}5`));
    return named(tellCrowd(new Story(), fair, '2025-05-11', { from, confirmed: count, waiting: 10, came }).events);
  };
  await taken(crowd(1_000, 100));
  const few = await rowsReadFor((within) => new Programme(new Snapshots(within, () => now)).gathering(fair.id, false));
  await taken(crowd(2_000, 2_000));
  const others = new Story();
  for (let n = 0; n < 60; n++) {
    const other = place(100 + n, { day: addDays('2015-01-01', n * 40), season_id: idOf('season', 2) });
    tellGathering(others, other, addDays(other.day, -30), ['published', 'ongoing', 'ended']);
    tellCrowd(others, other, addDays(other.day, -20), { confirmed: 5, waiting: 1, came: Array(5).fill(at(other.day, '10:00')) });
  }
  await taken(named(others.events));
  await database.dataSource.query('analyze');
  const many = await rowsReadFor((within) => new Programme(new Snapshots(within, () => now)).gathering(fair.id, false));
  expect(few['kpi_day']).toBeGreaterThan(5);
  expect(many).toEqual(few);
});
