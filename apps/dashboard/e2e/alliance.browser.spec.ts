/**
 * The page of the alliance in a real browser, on the real reporting service; the alliance service, which it asks for the matcher, comes later.
 * The feeds service is there from the beginning.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeedEndpoint, MemberFeed, MemberFeeds, NeedMatch, NeedMatches, ParkEvent } from '@park/contracts';
import { eventually } from '@park/test-kit';
import type { Browser, Page } from 'playwright-core';
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
} from '../../reporting/src/figures/alliance/overview/alliance.fixture.ts';
import { Story } from '../../reporting/src/figures/events.fixture.ts';
import { idOf } from '../../reporting/src/figures/events/programme/programme.fixture.ts';
import { freePorts } from '../../../tools/parts/free-ports.ts';
import { openChromium } from './chromium.fixture.ts';
import { clientSecret, startPark, type ParkUnderTest } from './park.fixture.ts';
import { openVisit, says, signIn } from './visit.fixture.ts';

const story = new Story();
let published = 0;

/** The events of the story since the last call. */
function news(): ParkEvent[] {
  const since = story.events.slice(published);
  published = story.events.length;
  return since;
}

const sea = tellMember(story, 1, '海创软件', 'council', '2024-01-01');
const port = tellMember(story, 2, '港航物流', 'standing', '2024-01-01');
const bay = tellMember(story, 3, '蓝湾生物', 'member', '2024-01-01');
tellTerm(story, 1, sea, { from: '2025-01-01', to: '2025-04-01', state: 'handed_over', activities: 2 });
tellTerm(story, 2, port, { from: '2025-04-01', to: '2025-07-01', state: 'active' });
tellTerm(story, 3, bay, { from: '2025-07-01', to: '2025-10-01' });
tellActivity(story, 1, '2025-05-10', ['org_building', 'resource_sharing'], [port], 40);
tellActivity(story, 2, '2025-02-10', ['org_building'], [sea], 22);
const published_on = '2025-05-01';
const hall = tellNeed(story, 1, sea, { title: '百人会议室', published_on, needed_by: '2025-08-01', claimed: 1, quantity: 4 });
tellNeed(story, 2, port, { title: '周末班车', published_on: '2025-04-20', needed_by: '2025-06-12', category: 'vehicle' });
tellNeed(story, 3, bay, { title: '法务导师', published_on, needed_by: '2025-08-01', state: 'confirmed', settled_on: '2025-05-21' });
tellResource(story, 1, port, { title: '多功能厅', listed_on: '2025-06-01', slots: ['2025-06-20', '2025-06-27'], reserved: 1 });
tellProject(story, 1, sea, { title: '冷链攻关', proposed_on: '2025-03-01', due_on: '2025-09-01', state: 'in_progress' });
const shared = tellResolution(story, 1, sea, {
  title: '共享会议室排期',
  adopted_on: '2025-04-15',
  due_on: '2025-06-20',
  reported_on: '2025-06-01',
});
const rooms = { title: '提交会议室清单', adopted_on: '2025-04-15', due_on: '2025-06-10' };
tellTask(story, 1, shared, port, rooms);
tellEnterprise(story, 1, '2024-01-01', { party_org_type: 'branch', full_members: 7, league_org_type: 'own', youth: 30 });
tellEnterprise(story, 2, '2024-01-01', { party_org_type: 'joint_branch', full_members: 3, youth: 4 });
tellEnterprise(story, 3, '2024-01-01', { full_members: 4 });
tellEnterprise(story, 4, '2024-01-01');

const candidate = (n: number, name: string, fits: boolean, points: number): NeedMatch => ({
  rank: n,
  kind: 'resource',
  id: idOf('resource', n),
  code: `RE-00000${n}`,
  title: name,
  membership_id: port.id,
  member_name: port.name,
  fits,
  points,
  reasons: [
    fits
      ? {
          criterion: 'category',
          code: 'category_same',
          fits,
          points: 35,
          text: { zh: '类别相同（场地）。', en: 'The category is the same (venue).' },
        }
      : { criterion: 'eligibility', code: 'delisted', fits, points: 0, text: { zh: '资源已下架。', en: 'The resource was delisted.' } },
  ],
});
const matches: NeedMatches = {
  need_id: hall,
  code: 'ND-000001',
  open: 3,
  unit: '场',
  candidates: 2,
  fitting: 1,
  is_complete: true,
  items: [candidate(1, '多功能厅', true, 82), candidate(2, '旧礼堂', false, 40)],
};

const aFeed = (name: string, wish: Partial<MemberFeed>): MemberFeed => ({
  organisation_id: crypto.randomUUID(),
  name,
  uscc: name,
  is_open: true,
  moved_at: '2025-05-01T02:00:00.000Z',
  last_position: 4711,
  live_subscriptions: 1,
  health: 'ok',
  doors: [],
  endpoints: [],
  ...wish,
});
const anEndpoint = (name: string, wish: Partial<FeedEndpoint>): FeedEndpoint => ({
  id: crypto.randomUUID(),
  code: 'EP-000001',
  name,
  state: 'active',
  failures: 0,
  failing_since: null,
  last_acknowledged_at: null,
  disabled_reason: null,
  backlog: 0,
  ...wish,
});
const failing_since = '2025-06-15T22:05:00.000Z';
const feeds: MemberFeed[] = [
  aFeed('海创软件', { doors: [{ kind: 'pull', sent: 4711, acknowledged: 4700, backlog: 11, moved_at: failing_since }] }),
  aFeed('港航物流', {
    health: 'degraded',
    doors: [{ kind: 'webhook', sent: null, acknowledged: null, backlog: 1_204, moved_at: failing_since }],
    endpoints: [
      anEndpoint('车队系统', { code: 'EP-000002', state: 'degraded', failures: 14, failing_since, backlog: 1_204 }),
      anEndpoint('门户', {}),
    ],
  }),
  aFeed('蓝湾生物', {
    health: 'disabled',
    is_open: false,
    live_subscriptions: 0,
    endpoints: [anEndpoint('旧接口', { code: 'EP-000003', state: 'disabled', disabled_reason: 'gone', failures: 1, failing_since })],
  }),
];

let park: ParkUnderTest;
let browser: Browser;
let page: Page;
let matcher: Server;
let matcherPort: number;
let feedsService: Server;
let complaints: string[];

beforeAll(async () => {
  [matcherPort] = (await freePorts(1)) as [number];
  matcher = createServer((request, response) => {
    const isMatches = request.url!.startsWith('/needs/');
    response.writeHead(isMatches ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(isMatches ? matches : {}));
  });
  feedsService = createServer((request, response) => {
    const health = new URL(request.url!, 'http://feeds').searchParams.get('health');
    const items = feeds.filter((feed) => health === null || feed.health === health);
    const answer: MemberFeeds = { items, next: null, healths: { disabled: 1, degraded: 1, ok: 1, unused: 33 } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(feedsService, 'listening');
  const settings = {
    ALLIANCE_URL: `http://127.0.0.1:${matcherPort}`,
    FEEDS_URL: `http://127.0.0.1:${(feedsService.address() as AddressInfo).port}`,
    RECONCILE_CLIENT_SECRET: clientSecret,
  };
  [park, browser] = await Promise.all([startPark(settings), openChromium()]);
  ({ page, complaints } = await openVisit(browser));
  await signIn(page, park, '/alliance');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await park?.close();
  matcher.close();
  feedsService?.close();
});

const sums = () => page.locator('.page-sums');
const item = (code: string) => page.locator(`[data-item="${code}"]`);

it('says so where the alliance has nothing yet, and shows what is told', async () => {
  await says(
    page.locator('main'),
    /今日无轮值单位.*近12个月没有活动.*园区尚无在营企业.*没有轮值期次.*没有符合条件的条目.*没有待办的决议和督办/s,
  );
  await park.publish(news());
  await says(page.locator('.page-days'), /轮值主席单位 港航物流.*任期 2025年4月1日至6月30日.*轮值中/s);
  await says(
    sums(),
    /成员单位\s+3 家\s+理事 1 · 常设 1 · 成员 1 · 观察 0\s+需求办结率\s+33\.3%\s+本年发布 3 项，已办结 1 项.*50\.0%\s+4 家企业中 2 家/s,
  );
});

it('shows the six modes as a radar, with all their numbers in a table', async () => {
  await says(page.locator('.modes .panel-lead'), '活动 2 场，参加 62 人次');
  await says(page.locator('.modes tbody tr').first(), /组织共建\s+2\s+62\s+2\s+0/);
  expect(await page.locator('.radar').getAttribute('aria-label')).toBe('六种共建模式 · 活动');
  await page.getByRole('button', { name: '参加人次' }).click();
  await eventually(async () => expect(await page.locator('.radar').textContent()).toMatch('组织共建62'));
});

it('marks the member in the chair today on the strip of the year, and walks to other years', async () => {
  await says(page.locator('.term[aria-current]'), /港航物流\s+轮值中 · 主办 1 场/);
  await says(page.locator('.term').first(), /海创软件\s+已交接 · 主办 2 场/);
  await page.getByRole('button', { name: '上一年' }).click();
  await says(page.locator('.rotation'), '2024 年没有轮值期次');
  await page.getByRole('button', { name: '下一年' }).click();
  await page.locator('.rotation summary').click();
  await says(page.locator('.rotation tbody tr').nth(2), /蓝湾生物\s+2025年7月1日至9月30日\s+待轮值/);
});

it('has the lists as tabs that the arrow keys walk, overdue items first', async () => {
  await says(page.locator('.tabs'), /需求 2\s*资源 1\s*项目 1/);
  await says(page.locator('.item').first(), /周末班车\s+港航物流 · 资源共享 · 车辆.*待对接\s+0 \/ 4 场.*57 天.*2025-06-11\s+逾期 5 天/s);
  await page.locator('[role=tab][aria-selected=true]').focus();
  await page.keyboard.press('ArrowRight');
  await says(page.locator('.item'), /多功能厅.*在架\s+1 \/ 2.*15 天\s+不限/s);
  expect(new URL(page.url()).search).toBe('?list=resources');
  await page.keyboard.press('ArrowRight');
  await says(page.locator('.item'), /冷链攻关.*进行中.*107 天\s+2025-09-01/s);
  await page.keyboard.press('ArrowRight');
  await page.getByLabel('状态').selectOption('confirmed');
  await says(page.locator('.item'), /法务导师.*已办结.*20 天/s);
  await page.getByLabel('状态').selectOption('open');
});

it('opens a need to the reasons of the matcher, and says so while the alliance service is away', async () => {
  await item('ND-000001').getByRole('button', { name: '匹配' }).press('Enter');
  await says(page.locator('.matches'), '联盟服务暂时没有应答');
  expect(complaints.splice(0)).toEqual([expect.stringContaining('503')]);
  await new Promise<void>((resolve) => matcher.listen(matcherPort, '127.0.0.1', resolve));
  await page.locator('.matches').getByRole('button', { name: '重试' }).click();
  await says(page.locator('.matches'), /“百人会议室”的匹配理由\s+尚需 3 场；共考虑 2 个候选，适合的 1 个/);
  await says(page.locator('.candidate').first(), /多功能厅\s+资源 · 港航物流\s+适合\s+82 分\s+\+35\s+类别相同/);
  await says(page.locator('.candidate').last(), /旧礼堂.*不适合\s+40 分\s+资源已下架/s);
  expect(new URL(page.url()).searchParams.get('need')).toBe(hall);
  await page.locator('.matches').getByRole('button', { name: '关闭' }).click();
  await eventually(async () => expect(await page.locator('.matches').count()).toBe(0));
});

it('has what is overdue first, and changes while one watches', async () => {
  await says(page.locator('.due').first(), /2025-06-10\s+逾期 6 天\s+督办 提交会议室清单\s+港航物流 · 共享会议室排期\s+尚无报告/);
  await says(page.locator('.due').last(), /2025-06-20\s+还有 4 天\s+决议 共享会议室排期\s+海创软件\s+2025-06-01\s*进展正常/);
  tellTask(story, 2, shared, bay, { ...rooms, title: '排期规则', due_on: '2025-06-18', state: 'submitted', reported_on: '2025-06-15' });
  tellActivity(story, 3, '2025-06-15', ['youth_league_building'], [port], 30);
  await park.publish(news());
  await says(item('TA-000002'), /已提交待验收.*排期规则.*2025-06-15/s);
  await says(page.locator('.term[aria-current]'), '主办 2 场');
});

it('shows how the members’ feeds do, the ones to look at first, and since when an endpoint fails', async () => {
  await says(page.locator('.feeds .panel-lead'), '停用 1 · 异常 1 · 正常 1 · 未使用 33');
  await says(
    page.locator('.feed').nth(0),
    /蓝湾生物\s+停用\s+已关闭\s+订阅 0 项.*尚未使用.*旧接口\s+对方答复 410 · 停用前自 2025-06-16 06:05:00 起失败/s,
  );
  await says(
    page.locator('.feed').nth(1),
    /港航物流\s+异常.*推送\s+1,204 条.*车队系统\s+连续失败 14 次，自 2025-06-16 06:05:00\s+1 个端点正常/s,
  );
  await says(page.locator('.feed').nth(2), /海创软件\s+正常\s+订阅 1 项，至第 4,711 条\s+拉取\s+11 条\s+—/s);
  await page.locator('.feeds select').selectOption('degraded');
  await eventually(async () => expect(await page.locator('.feed').count()).toBe(1));
  await page.locator('.feeds select').selectOption('unused');
  await says(page.locator('.feeds'), '没有符合条件的订阅源');
  await page.locator('.feeds select').selectOption('');
});

it('says what would raise the coverages', async () => {
  await says(page.locator('.cov-bars'), /组织覆盖\s+50\.0%\s+2 \/ 4 家\s+单独组建 1 · 25\.0%\s+联合组建 1 · 25\.0%/);
  await says(
    page.locator('.raises'),
    /2\s+家有三名以上正式党员.*25\.0% → 75\.0%\s+2\s+家尚无任何覆盖.*50\.0% → 100\.0%\s+1\s+家有35岁及以下青年/s,
  );
});

it('speaks English in the dark, and fits a phone with every table and a need opened', async () => {
  await page.getByRole('button', { name: 'EN' }).click();
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${park.url}/alliance?need=${hall}`);
  await says(
    page.locator('main'),
    /In the chair 港航物流.*The six modes.*To raise it.*Rotation calendar.*Reasons of the matcher.*Fits.*6 d overdue.*Feeds of the members.*Failures in a row: 14, since 2025-06-16 06:05:00/s,
  );
  await eventually(async () => expect(await page.locator('[aria-busy="true"], .loading').count()).toBe(0));
  for (const table of await page.locator('details > summary').all()) await table.click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark']);
  await page.setViewportSize({ width: 1366, height: 768 });
});

it('has given the browser no reason to complain', () => {
  expect(complaints).toEqual([]);
});

it('keeps what it last knew when the park cannot be asked, and says so', async () => {
  await page.route('**/alliance/resolutions', (route) => route.abort());
  tellTask(story, 3, shared, bay, { ...rooms, title: '宣传方案', due_on: '2025-07-30' });
  await park.publish(news());
  await says(page.locator('.supervision'), /Could not be updated.*提交会议室清单/s);
  await page.unrouteAll({ behavior: 'wait' });
  await page.locator('.supervision').getByRole('button', { name: 'Try again' }).click();
  await says(item('TA-000003'), /In 44 d.*宣传方案/s);
});
