/** The answers about the alliance, from events and on a real database, and what they read. */
import type { ParkEvent } from '@park/contracts';
import { addDays, type Actor } from '@park/kernel';
import type { DataSource } from 'typeorm';
import { closeLedger, database, openLedger, rowsReadFor, taken } from '../../../ledger/ledger-database.fixture.ts';
import { Story } from '../../events.fixture.ts';
import { at } from '../../events/programme/programme.fixture.ts';
import { Snapshots } from '../../snapshots.service.ts';
import {
  tellActivity,
  tellEnterprise,
  tellMember,
  tellNeed,
  tellProject,
  tellResolution,
  tellResource,
  tellTask,
  tellTerm,
  type Member,
} from './alliance.fixture.ts';
import { AllianceLists, type ListQuestion } from './lists.service.ts';
import { AllianceOverviews } from './overview.service.ts';

const today = '2025-10-16';
const operator: Actor = { id: 'operations', type: 'user', organisation: 'park' };
const snapshots = (on: DataSource = database.dataSource) => new Snapshots(on, () => new Date(at(today, '12:00')));
const overviews = (on?: DataSource) => new AllianceOverviews(snapshots(on));
const lists = (on?: DataSource) => new AllianceLists(snapshots(on));
const listed = (question: ListQuestion) => lists().list(operator, question);

/** Ids that are the same for the same aggregate and version. */
function named({ events }: Story): ParkEvent[] {
  return events.map((event) => ({ ...event, id: `${event.subject} ${event.sequence}` }));
}

const story = new Story();
const [sea, port, bay, hill] = (['海创软件', '港航物流', '蓝湾生物', '岱山机器人'] as const).map((name, i) =>
  tellMember(story, i + 1, name, i === 0 ? 'council' : 'member', '2024-01-01'),
) as [Member, Member, Member, Member];

beforeAll(async () => {
  await openLedger();
  tellTerm(story, 1, sea, { from: '2025-04-01', to: '2025-07-01', state: 'handed_over', activities: 2 });
  tellTerm(story, 2, port, { from: '2025-07-01', to: '2025-10-01', state: 'skipped', skipped_from: '2025-08-01' });
  tellTerm(story, 3, hill, { from: '2025-08-01', to: '2025-10-01', state: 'handed_over', kind: 'substitute' });
  tellTerm(story, 4, bay, { from: '2025-10-01', to: '2026-01-01', state: 'active' });
  tellTerm(story, 5, sea, { from: '2026-01-01', to: '2026-04-01' });
  tellTerm(story, 6, sea, { from: '2026-04-01', to: '2026-07-01', state: 'withdrawn' });
  tellActivity(story, 1, '2025-10-10', ['org_building', 'resource_sharing'], [bay, sea], 20);
  tellActivity(story, 2, '2025-03-01', ['org_building'], [sea], 12);
  tellActivity(story, 3, '2024-10-16', ['org_building'], [sea], 99);
  const [published_on, needed_by] = ['2025-09-01', '2025-11-01'];
  tellNeed(story, 1, sea, { title: '会议室', published_on, needed_by, claimed: 1, is_escalated: true });
  tellNeed(story, 2, port, { title: '导师', published_on: '2025-10-01', needed_by, category: 'mentor', is_escalated: true });
  tellNeed(story, 3, port, { title: '车辆', published_on, needed_by: today, state: 'in_progress', mode: 'service_promotion' });
  tellNeed(story, 4, bay, { title: '设备', published_on, needed_by, state: 'confirmed', settled_on: '2025-09-21' });
  tellNeed(story, 5, bay, { title: '旧需求', published_on: '2024-01-01', needed_by, state: 'confirmed', settled_on: '2024-02-01' });
  tellNeed(story, 6, bay, { title: '撤回的', published_on, needed_by, state: 'withdrawn', settled_on: '2025-09-02' });
  const slots = ['2025-10-01', today, '2025-11-03', '2026-01-10'];
  tellResource(story, 1, hill, { title: '多功能厅', listed_on: '2025-10-06', slots, reserved: 2 });
  tellResource(story, 2, sea, { title: '过期的', listed_on: '2025-08-01', listed_until: '2025-10-01' });
  tellProject(story, 1, sea, { title: '冷链攻关', proposed_on: '2025-06-01', due_on: '2025-10-15', state: 'in_progress' });
  tellProject(story, 3, sea, { title: '改期的', proposed_on: '2025-06-01', due_on: '2025-10-01', state: 'in_progress', moved_to: today });
  tellProject(story, 2, bay, { title: '人才直通', proposed_on: '2025-05-01', due_on: '2025-09-01', state: 'completed' });
  const shared = tellResolution(story, 1, sea, {
    title: '共享排期',
    adopted_on: '2025-07-15',
    due_on: '2025-10-20',
    reported_on: '2025-09-30',
  });
  tellResolution(story, 2, sea, { title: '已办结', adopted_on: '2025-07-15', due_on: '2025-09-01', state: 'fulfilled' });
  tellTask(story, 1, shared, port, { title: '会议室清单', adopted_on: '2025-07-15', due_on: '2025-10-10', state: 'in_progress' });
  tellTask(story, 2, shared, bay, {
    title: '排期规则',
    adopted_on: '2025-07-15',
    due_on: '2025-10-16',
    state: 'submitted',
    reported_on: '2025-10-12',
  });
  tellTask(story, 3, shared, bay, { title: '已验收', adopted_on: '2025-07-15', due_on: '2025-09-01', state: 'accepted' });
  tellEnterprise(story, 1, '2024-01-01', { party_org_type: 'branch', full_members: 7, league_org_type: 'own', youth: 30 });
  tellEnterprise(story, 2, '2024-01-01', { party_org_type: 'joint_branch', full_members: 3, youth: 4 });
  tellEnterprise(story, 3, '2024-01-01', { full_members: 4, youth: 2 });
  tellEnterprise(story, 4, '2024-01-01', { full_members: 2, has_union: true });
  tellEnterprise(story, 5, '2024-01-01');
  await taken(named(story));
});
afterAll(closeLedger);

describe('the alliance today', () => {
  it('has the member in the chair, with its term and the activities that it hosted in it', async () => {
    const { chair, ...rest } = await overviews().overview(operator);
    expect(chair).toMatchObject({ member: { id: bay.id, name: '蓝湾生物' }, from: '2025-10-01', to: '2026-01-01', activities: 1 });
    expect(rest).toMatchObject({ as_of: today, watermark: expect.any(String), deriving: false, from: '2024-10-17' });
  });

  it('counts an activity in each of its modes, and once in all; with its hosts, and the needs that were confirmed', async () => {
    const { activities, attendance, modes } = await overviews().overview(operator);
    expect([activities, attendance]).toEqual([2, 32]);
    expect(modes).toHaveLength(6);
    expect(modes[0]).toMatchObject({ mode: 'org_building', activities: 2, attendance: 32, needs_confirmed: 0 });
    expect(modes[0]!.hosts.map(({ member, activities: hosted }) => [member.name, hosted])).toEqual([
      ['海创软件', 2],
      ['蓝湾生物', 1],
    ]);
    expect(modes[4]).toMatchObject({ mode: 'resource_sharing', activities: 1, attendance: 20, needs_confirmed: 1 });
    expect(modes[1]).toMatchObject({ activities: 0, attendance: 0, hosts: [] });
  });

  it('has its members by role', async () => {
    const { roles } = await overviews().overview(operator);
    expect(roles.map(({ role, members }) => [role, members.length])).toEqual([
      ['council', 1],
      ['standing', 0],
      ['member', 3],
      ['observer', 0],
    ]);
  });

  it('says how far the enterprises are covered, and what would raise it', async () => {
    expect((await overviews().overview(operator)).coverage).toEqual({
      operating: 5,
      own_org: 1,
      joint_org: 1,
      work_covered: 3,
      with_youth: 3,
      league_covered: 1,
      due_own_org: 2,
      uncovered: 2,
      youth_without_league: 2,
    });
  });
});

it('shows the rotation of a year: a term that was skipped ends where its substitute begins, one that was withdrawn has no days', async () => {
  const { items, year } = await overviews().rotation(operator);
  expect(year).toBe(2025);
  expect(items.map(({ member, state, from, to, activities }) => [member.name, state, from, to, activities])).toEqual([
    ['海创软件', 'handed_over', '2025-04-01', '2025-07-01', 2],
    ['港航物流', 'skipped', '2025-07-01', '2025-08-01', null],
    ['岱山机器人', 'handed_over', '2025-08-01', '2025-10-01', 0],
    ['蓝湾生物', 'active', '2025-10-01', '2026-01-01', 1],
  ]);
  expect((await overviews().rotation(operator, 2026)).items.map(({ code }) => code)).toEqual(['RT-000005']);
  expect((await overviews().rotation(operator, 2020)).items).toEqual([]);
});

describe('the three lists', () => {
  it('have the open needs, overdue ones first, then those that nobody answers, then the oldest', async () => {
    const { items, total } = await listed({ list: 'needs' });
    expect(total).toBe(3);
    expect(items.map(({ title, age_days, is_overdue, is_escalated }) => [title, age_days, is_overdue, is_escalated])).toEqual([
      ['车辆', 45, true, false],
      ['导师', 15, false, true],
      ['会议室', 45, false, false],
    ]);
    expect(items[2]).toMatchObject({
      member: { name: '海创软件' },
      mode: 'resource_sharing',
      category: 'venue',
      quantity: 4,
      claimed: 1,
      unit: '场',
      since: '2025-09-01',
      due_on: '2025-10-31',
      settled_on: null,
    });
  });

  it('have the settled ones of the last twelve months by their state', async () => {
    const { items } = await listed({ list: 'needs', state: 'confirmed' });
    expect(items.map(({ title, age_days, settled_on }) => [title, age_days, settled_on])).toEqual([['设备', 20, '2025-09-21']]);
    expect((await listed({ list: 'projects', state: 'completed' })).items.map(({ title }) => title)).toEqual(['人才直通']);
  });

  it('are asked by mode and by page', async () => {
    expect((await listed({ list: 'needs', mode: 'service_promotion' })).items.map(({ title }) => title)).toEqual(['车辆']);
    const page = await listed({ list: 'needs', limit: 1, offset: 1 });
    expect([page.total, page.items.map(({ title }) => title)]).toEqual([3, ['导师']]);
    await expect(listed({ list: 'projects', state: 'delisted' })).rejects.toMatchObject({ code: 'unknown_value' });
  });

  it('count the slots of a resource from today on', async () => {
    const { items } = await listed({ list: 'resources' });
    expect(items.map(({ title, quantity, claimed, is_overdue }) => [title, quantity, claimed, is_overdue])).toEqual([
      ['过期的', 0, 0, true],
      ['多功能厅', 3, 1, false],
    ]);
  });

  it('have the projects, overdue from the day after the one on which they are due, also where it was moved', async () => {
    expect((await listed({ list: 'projects' })).items).toMatchObject([
      { title: '冷链攻关', category: null, is_overdue: true, age_days: 137 },
      { title: '改期的', is_overdue: false, due_on: today },
    ]);
  });
});

it('lists the resolutions and tasks that stand by due day, with the last report', async () => {
  const { items } = await lists().supervision(operator);
  expect(items.map(({ kind, title, overdue_days, owner, reported_on }) => [kind, title, overdue_days, owner.name, reported_on])).toEqual([
    ['task', '会议室清单', 6, '港航物流', null],
    ['task', '排期规则', 0, '蓝湾生物', '2025-10-12'],
    ['resolution', '共享排期', 0, '海创软件', '2025-09-30'],
  ]);
  expect(items[0]!.resolution).toMatchObject({ code: 'RS-000001', title: '共享排期' });
});

it('names members to the park’s operator alone', async () => {
  const member: Actor = { id: 'm', type: 'member_org', organisation: '91370211MA0000A19M' };
  const refused = { code: 'operator_only' };
  await expect(overviews().overview(member)).rejects.toMatchObject(refused);
  await expect(overviews().rotation(member)).rejects.toMatchObject(refused);
  await expect(lists().list(member, { list: 'needs' })).rejects.toMatchObject(refused);
  await expect(lists().supervision(member)).rejects.toMatchObject(refused);
});

/**
 * Of a year there are four terms, thirty activities and the open items. The overview adds the day totals of the coverages, a row for each day
 * on which the number of an industry changed, as every figure of the board does.
 */
it('reads no more after twenty years of needs, slots, projects, activities and terms', async () => {
  const read = async () => {
    await database.dataSource.query('analyze');
    return [
      await rowsReadFor((within) => overviews(within).overview(operator)),
      await rowsReadFor((within) => overviews(within).rotation(operator)),
      await rowsReadFor((within) => lists(within).list(operator, { list: 'needs' })),
      await rowsReadFor((within) => lists(within).list(operator, { list: 'needs', state: 'confirmed' })),
      await rowsReadFor((within) => lists(within).list(operator, { list: 'resources' })),
      await rowsReadFor((within) => lists(within).list(operator, { list: 'projects' })),
      await rowsReadFor((within) => lists(within).supervision(operator)),
    ];
  };
  const few = await read();
  const old = new Story();
  for (let n = 1_000; n < 1_200; n++) {
    const on = addDays('2004-01-01', (n - 1_000) * 35);
    tellNeed(old, n, sea, { title: '旧', published_on: on, needed_by: addDays(on, 60), state: 'confirmed', settled_on: addDays(on, 20) });
    tellResource(old, n, sea, { title: '旧', listed_on: on, slots: [addDays(on, 5), addDays(on, 6)], reserved: 1 });
    tellProject(old, n, sea, { title: '旧', proposed_on: on, due_on: addDays(on, 30), state: 'completed' });
    tellActivity(old, n, on, ['org_building'], [sea], 10);
    tellTerm(old, n, sea, { from: on, to: addDays(on, 35), state: 'handed_over' });
    tellResolution(old, n, sea, { title: '旧', adopted_on: on, due_on: addDays(on, 30), state: 'fulfilled' });
  }
  // A resource stays listed for as long as it is offered: those of the past are delisted.
  const kept = named(old).filter(({ type }) => !type.endsWith('resource.listed.v1'));
  await taken(kept);
  // Of the overview: 3 activities of thirteen months, 4 memberships, 4 terms of two years, and the names of 4 members by two look-ups each.
  const names = (members: number): number => 2 * members;
  const expected = [
    3 + 4 + 4 + names(4),
    4 + 1 + names(4),
    3 + names(2),
    2 + names(1),
    2 + 4 + names(2),
    2 + names(1),
    1 + 2 + 1 + names(3),
  ];
  expect(few.map(({ subject }) => subject)).toEqual(expected);
  expect((await read()).map(({ subject }) => subject)).toEqual(few.map(({ subject }) => subject));
});
