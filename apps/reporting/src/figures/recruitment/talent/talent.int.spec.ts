/** The answers about fairs, hiring and employers, from events and on a real database, and what they read. */
import type { ParkEvent } from '@park/contracts';
import { addDays, type Actor } from '@park/kernel';
import type { DataSource } from 'typeorm';
import { closeLedger, database, openLedger, rowsReadFor, taken } from '../../../ledger/ledger-database.fixture.ts';
import { Story } from '../../events.fixture.ts';
import { at, idOf, tellGathering } from '../../events/programme/programme.fixture.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { Fairs } from './fairs.service.ts';
import {
  tellApplication,
  tellBoothSteps,
  tellFair,
  tellFirm,
  tellStand,
  type BoothStep,
  type FairPlace,
  type Stand,
} from './talent.fixture.ts';
import { Talent } from './talent.service.ts';

const today = '2025-08-18';
const now = new Date(at(today, '12:00'));
const operator: Actor = { id: 'operations', type: 'user', organisation: 'park' };
const member: Actor = { id: 'm', type: 'member_org', organisation: '91370211MA0000A19M' };
const snapshots = (on: DataSource = database.dataSource) => new Snapshots(on, () => now);
const fairs = (on?: DataSource) => new Fairs(snapshots(on));
const talent = (on?: DataSource) => new Talent(snapshots(on));

const fair: FairPlace = { id: idOf('fair', 1), code: 'JF-2025-08', gathering_id: idOf('gathering', 1), day: today };
const before: FairPlace = { id: idOf('fair', 2), code: 'JF-2025-03', gathering_id: idOf('gathering', 2), day: '2025-03-10' };
const ahead: FairPlace = { id: idOf('fair', 3), code: 'JF-2026-03', gathering_id: idOf('gathering', 3), day: '2026-03-10' };
const applied: BoothStep[] = ['submitted', 'approved'];
const confirmed: BoothStep[] = [...applied, 'booth_held', 'confirmed'];

/** Ids that are the same for the same aggregate and version. */
function named(told: readonly ParkEvent[]): ParkEvent[] {
  return told.map((event) => ({ ...event, id: `${event.subject} ${event.sequence}` }));
}

function theFairs(): ParkEvent[] {
  const story = new Story();
  const head = { season_id: null, type: 'job_fair', venue: '梦工厂广场', from: '09:00', to: '16:00', capacity: 1_500 } as const;
  tellGathering(
    story,
    { ...head, id: fair.gathering_id, code: 'GA-1', title: '青年人才招聘会', title_en: 'Youth job fair', day: today },
    '2025-07-01',
    ['published', 'ongoing'],
  );
  tellFair(story, fair, '2025-07-01', ['draft', 'filed', 'employer_registration', 'booth_selection', 'candidate_registration', 'ongoing']);
  tellFair(story, before, '2025-02-01', ['draft', 'filed', 'employer_registration', 'ongoing', 'closed']);
  tellFair(story, ahead, '2025-08-01', ['draft']);
  const [a1, a2, b1] = ['A-1', 'A-2', 'B-1'].map((code) => tellStand(story, fair, code, '2025-07-02')) as [Stand, Stand, Stand];
  const firm = (n: number, name: string, industry: string, standing?: Parameters<typeof tellFirm>[5]) =>
    tellFirm(story, n, name, industry, '2025-01-01', standing);
  const software = firm(1, '海创软件', 'I65');
  const robots = firm(2, '岱山机器人', 'C34', { no_shows: 1, sits_out_after: before.day });
  const absent = firm(3, '远航贸易', 'F51', { no_shows: 2, banned_until: '2026-03-10' });
  const patient = firm(4, '蓝谷生物', 'C27');
  tellBoothSteps(story, fair, software, a1, '2025-07-10', [...confirmed, 'checked_in'], { postings: 5, headcount: 20 });
  tellBoothSteps(story, fair, absent, a2, '2025-07-10', [...confirmed, 'no_show'], { postings: 2, headcount: 6 });
  tellBoothSteps(story, fair, robots, b1, '2025-07-10', confirmed, { postings: 3, headcount: 9 });
  tellBoothSteps(story, fair, patient, null, '2025-07-11', [...applied, 'waitlisted']);
  const old = tellStand(story, before, 'A-1', '2025-02-02');
  tellBoothSteps(story, before, absent, old, '2025-02-03', [...confirmed, 'no_show']);
  return story.events;
}

function theApplications(): ParkEvent[] {
  const story = new Story();
  const atFair = { fair_id: fair.id, applied_on: today, source: 'fair_scan' as const };
  tellApplication(story, 1, atFair);
  tellApplication(story, 2, atFair, { screening: 0, shortlisted: 0 });
  tellApplication(
    story,
    3,
    { applied_on: '2024-08-19' },
    { screening: 2, interviewing: 8, offered: 15, hired: 20, started: 30, retained: 125 },
  );
  tellApplication(story, 4, { applied_on: '2025-07-01', industry_code: 'C34' }, { screening: 4, hired: 10, started: 20 });
  tellApplication(story, 5, { applied_on: '2024-08-18' }, { screening: 1 });
  return story.events;
}

beforeAll(async () => {
  await openLedger();
  await taken(named([...theFairs(), ...theApplications()]));
});
afterAll(closeLedger);

describe('the fairs', () => {
  it('are listed from the newest on, each with its employers and its report', async () => {
    const { items, ...freshness } = await fairs().fairs(false);
    expect(freshness).toEqual({ as_of: today, watermark: expect.any(String), deriving: false });
    expect(
      items.map(({ code, state, is_report_overdue, employers_confirmed }) => [code, state, is_report_overdue, employers_confirmed]),
    ).toEqual([
      ['JF-2026-03', 'draft', false, 0],
      ['JF-2025-08', 'ongoing', false, 3],
      ['JF-2025-03', 'closed', true, 1],
    ]);
    expect(items[1]).toEqual({
      id: fair.id,
      code: 'JF-2025-08',
      name: { zh: '青年人才招聘会', en: 'Youth job fair' },
      state: 'ongoing',
      fair_on: today,
      gathering_id: fair.gathering_id,
      employers_confirmed: 3,
      employers_checked_in: 1,
      booth_no_shows: 1,
      postings: 8,
      headcount: 29,
      report_due_on: null,
      is_report_overdue: false,
    });
  });

  it('show a member organisation what was announced, and no employer', async () => {
    expect((await fairs().fairs(true)).items.map(({ code }) => code)).toEqual(['JF-2025-08', 'JF-2025-03']);
    await expect(fairs().fair(fair.id, member)).rejects.toMatchObject({ code: 'operator_only' });
    await expect(talent().employers(member)).rejects.toMatchObject({ code: 'operator_only' });
  });
});

describe('a fair', () => {
  it('tells its booths, its waiting list, its industries and how far its applications came', async () => {
    const answer = await fairs().fair(fair.id, operator);
    expect(answer.booths.map(({ code, state, employer, missed_by }) => [code, state, employer?.name, missed_by?.name])).toEqual([
      ['A-1', 'checked_in', '海创软件', undefined],
      ['A-2', 'missed', undefined, '远航贸易'],
      ['B-1', 'confirmed', '岱山机器人', undefined],
    ]);
    expect(answer.waiting).toBe(1);
    expect(answer.industries.map(({ industry, employers, postings, headcount }) => [industry, employers, postings, headcount])).toEqual([
      ['I', 1, 5, 20],
      ['C', 1, 3, 9],
    ]);
    expect(answer.applications.slice(0, 4).map(({ stage, count }) => [stage, count])).toEqual([
      ['submitted', 2],
      ['screening', 1],
      ['shortlisted', 1],
      ['interviewing', 0],
    ]);
  });

  it('has the sums that it has in the list', async () => {
    for (const one of (await fairs().fairs(false)).items) expect((await fairs().fair(one.id, operator)).fair).toEqual(one);
  });

  it('is refused by an id that none has', async () => {
    await expect(fairs().fair(idOf('fair', 99), operator)).rejects.toMatchObject({ code: 'fair_not_found' });
  });
});

describe('the funnel', () => {
  const counts = async (question = {}) =>
    Object.fromEntries((await talent().funnel(question)).stages.map(({ stage, count }) => [stage, count]));

  it('counts the applications of the last twelve months by how far they came', async () => {
    const { from, to, stages, industries } = await talent().funnel({});
    expect([from, to]).toEqual(['2024-08-19', '2025-08-19']);
    expect(stages.map(({ stage, count, of, median_days }) => [stage, count, of, median_days])).toEqual([
      ['submitted', 4, null, 0],
      ['screening', 3, 4, 2],
      ['shortlisted', 3, 3, 8],
      ['interviewing', 2, 3, 9],
      ['offered', 2, 2, 12.5],
      ['hired', 2, 2, 15],
      ['started', 2, 2, 25],
      ['retained', 1, 1, 120],
    ]);
    expect(industries.map(({ industry, applications }) => [industry, applications])).toEqual([
      ['I', 3],
      ['C', 1],
    ]);
  });

  it('is asked for a period, a fair or an industry', async () => {
    expect(await counts({ from: '2024-08-01', to: '2024-08-19' })).toMatchObject({ submitted: 1, screening: 1, shortlisted: 0 });
    expect(await counts({ fair: fair.id })).toMatchObject({ submitted: 2, shortlisted: 1, started: 0 });
    expect(await counts({ fair: 'none', industry: 'C' })).toMatchObject({ submitted: 1, hired: 1, started: 1, retained: 0 });
    expect((await talent().funnel({ industry: 'C' })).industries).toHaveLength(2);
  });

  it('is refused for a fair that there is not, and for a period that ends before it begins', async () => {
    await expect(talent().funnel({ fair: 'that one' })).rejects.toMatchObject({ code: 'unknown_value' });
    await expect(talent().funnel({ from: today, to: today })).rejects.toMatchObject({ code: 'empty_period' });
    await expect(talent().funnel({ from: '2000-01-01' })).rejects.toMatchObject({ code: 'period_too_long' });
  });
});

it('lists employers by their standing, with the booths that they had and missed', async () => {
  const { items } = await talent().employers(operator);
  expect(items.map(({ name, standing, no_shows, booths, booths_missed }) => [name, standing, no_shows, booths, booths_missed])).toEqual([
    ['远航贸易', 'banned', 2, 2, 2],
    ['岱山机器人', 'sits_out', 1, 1, 0],
    ['海创软件', 'good', 0, 1, 0],
    ['蓝谷生物', 'good', 0, 0, 0],
  ]);
});

it('reads no more for the funnel and for a fair after thousands of applications like these, nor after those of other years', async () => {
  const like = (from: number, count: number, first: string, fair_id: string | null): ParkEvent[] => {
    const story = new Story();
    for (let n = 0; n < count; n++) {
      const days = { screening: 1 + (n % 3), shortlisted: 4 + (n % 3), hired: 10 + (n % 3), started: 20 + (n % 3), retained: 115 };
      tellApplication(story, from + n, { applied_on: addDays(first, n % 4), fair_id }, days);
    }
    return named(story.events);
  };
  const read = async () => {
    await database.dataSource.query('analyze');
    return [
      await rowsReadFor((within) => talent(within).funnel({})),
      await rowsReadFor((within) => talent(within).funnel({ fair: fair.id, industry: 'I' })),
      await rowsReadFor((within) => fairs(within).fair(fair.id, operator)),
    ];
  };
  await taken([...like(1_000, 12, '2025-02-01', fair.id), ...like(1_100, 12, '2025-03-01', null)]);
  const few = await read();
  await taken([
    ...like(2_000, 600, '2025-02-01', fair.id),
    ...like(3_000, 600, '2025-03-01', null),
    ...like(5_000, 300, '2019-01-01', null),
  ]);
  const many = await read();
  expect(few.every(({ kpi_day }) => kpi_day! > 20)).toBe(true);
  expect(many).toEqual(few);
});
