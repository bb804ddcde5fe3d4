/** The page on which a member manages its feed, in a real browser, on the real feeds service, the real issuer and a receiver of webhooks. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { events, housing } from '@park/contracts';
import { eventually } from '@park/test-kit';
import type { Browser, Page } from 'playwright-core';
import { aFair, anEvent, moveMembership, takeIn } from '../../feeds/src/feeds.fixture.ts';
import { doubledIdsOf, violationsOf } from './axe.fixture.ts';
import { openChromium } from './chromium.fixture.ts';
import { startMemberPage, startReceiver, type MemberPageUnderTest, type ReceiverUnderTest } from './member.fixture.ts';
import { openVisit, says, signIn } from './visit.fixture.ts';

let park: MemberPageUnderTest;
let receiver: ReceiverUnderTest;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [park, browser, receiver] = await Promise.all([startMemberPage(), openChromium(), startReceiver()]);
  await takeIn(park.feeds, ...fairs(3), anEvent(housing.ApartmentAddedV1, randomUUID()));
  let context;
  ({ context, page, complaints } = await openVisit(browser));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, park, '/');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await receiver?.close();
  await park?.close();
});

const fairs = (count: number) => Array.from({ length: count }, () => aFair(randomUUID()));
const hero = () => page.locator('.hero-tiles');
const door = (code: string) => page.locator(`[data-door="${code}"]`);
const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
/** A refused request is in the console as well. */
const refusals = (): string[] => complaints.splice(0).map((line) => /status of (\d+)/.exec(line)?.[1] ?? line);

/** Runs what was copied, as a system of the member. */
async function inShell(text: string): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'park-member-'));
  try {
    return (await promisify(execFile)('bash', ['-c', text], { cwd, env: { ...process.env, ...park.system } })).stdout;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

it('shows a member whose feed is empty both doors for readers, and says how to connect', async () => {
  await says(page.locator('.hero'), /我的订阅源\s+成员单位甲.*最新位置\s+0\s+尚无条目.*尚未使用任何通道/s);
  await says(door('pull'), /拉取.*如何接入\s+—\s+未使用/s);
  await says(page.locator('.doors'), '还没有推送端点');
});

it('previews a subscription while its filter changes, and points to what is wrong with it', async () => {
  await page.getByRole('link', { name: '订阅', exact: true }).click();
  await says(page.locator('main'), '还没有订阅');
  await page.getByRole('link', { name: '新建订阅' }).click();
  await page.getByLabel('住房', { exact: true }).check();
  await says(page.locator('.preview'), /1 条事件，自 .*房源入库\s+1/s);
  await page.getByLabel('资源共享').check();
  await says(page.locator('.preview'), '不会有任何事件通过');
  await page.getByLabel('资源共享').uncheck();
  await page.getByLabel('岗位', { exact: true }).check();
  await says(page.locator('.preview-count'), /4 条事件/);
  await page.locator('.preview-newest summary').first().click();
  await says(page.locator('.preview-newest pre').first(), /"code"/);
  await page.getByRole('button', { name: '订阅' }).click();
  await eventually(async () => expect(await page.getByLabel('名称').getAttribute('aria-invalid')).toBe('true'));
  await page.getByLabel('只看这些对象').fill('no id');
  await page.getByLabel('只看这些对象').blur();
  await says(page.locator('.preview'), '未能执行');
  await page.getByLabel('只看这些对象').fill('');
  await page.getByLabel('名称').fill('岗位与住房');
  await page.getByRole('button', { name: '订阅' }).click();
  await page.waitForURL(`${park.url}/filters`);
  await says(page.locator('.subscription'), /岗位与住房\s+SB-000001.*岗位\s+住房\s+正常\s+从现在起/s);
  expect(refusals().every((status) => status === '422')).toBe(true);
});

it('finds event types by a word, and changes a subscription from now on', async () => {
  await page.getByRole('link', { name: '修改' }).click();
  await page.getByLabel('搜索事件类型').fill('招聘会阶段');
  await page.getByLabel('招聘会阶段变更').check();
  await says(page.locator('.types legend'), '已选 1 种');
  await page.getByRole('button', { name: '保存' }).click();
  await says(page.locator('.subscription'), /recruitment\.fair\.phase-changed/);
});

it('shows positions move: what comes, what was sent, what was acknowledged', async () => {
  await takeIn(park.feeds, ...fairs(10), anEvent(events.GatheringPublishedV1, randomUUID(), 4));
  await page.getByRole('link', { name: '通道' }).click();
  await says(hero(), /最新位置\s+10\s+保留自位置 1/);
  await park.ask('/feed?limit=6');
  await park.ask('/feed?after=6&limit=2');
  await says(door('pull'), /已确认至 6 · 已发送至 8\s+4 条未确认\s+有未收取/s);
  const label = '已确认至 6，已发送至 8，最新 10';
  await eventually(async () => expect(await door('pull').getByRole('img').getAttribute('aria-label')).toBe(label));
});

it('registers an endpoint: refuses a bad address at its field, shows its keys once', async () => {
  await page.getByRole('button', { name: '新建推送端点' }).click();
  await page.getByLabel('名称').fill('招聘系统');
  await page.getByLabel('地址').fill('ftp://hooks.example.com');
  await page.getByRole('button', { name: '登记并握手' }).click();
  await eventually(async () => expect(await page.getByLabel('地址').getAttribute('aria-invalid')).toBe('true'));
  expect(refusals()).toEqual(['422']);
  await page.getByLabel('地址').fill(receiver.url);
  await page.locator('dialog').getByText('从最早起').click();
  await page.getByRole('button', { name: '登记并握手' }).click();
  await says(page.locator('dialog'), /“招聘系统”的密钥.*只显示这一次.*whsec_.*whpk_.*正常/s);
  await page.getByRole('button', { name: '复制：签名密钥' }).click();
  await says(page.locator('.secret').first(), '已复制');
  const secret = await copied();
  expect(await page.locator('.secret code').first().innerText()).toBe(secret);
  expect(await page.getByRole('button', { name: '关闭' }).isDisabled()).toBe(true);
  await page.getByLabel('我已保存密钥').check();
  await page.getByRole('button', { name: '关闭' }).click();
  await says(door('EP-000001'), /招聘系统.*已确认至 10 · 已发送至 10\s+0 条未确认\s+正常/s);
  expect(receiver.received).toHaveLength(10);
  expect(await page.content()).not.toContain(secret);
});

it('sends a test event, and has its answer with status and time', async () => {
  await page.getByRole('link', { name: '招聘系统' }).click();
  await page.getByRole('button', { name: '发送测试事件' }).click();
  await says(page.locator('.tried'), /测试结果\s+已确认\s+状态码 200\s+用时 \d+ ms\s+thank you/s);
  receiver.answers.status = 500;
  await page.getByRole('button', { name: '发送测试事件' }).click();
  await says(page.locator('.tried'), /失败\s+状态码 500.*状态码不是 2xx/s);
});

it('has every attempt in the log, by filters, and what is not acknowledged, to be sent again', async () => {
  await takeIn(park.feeds, ...fairs(1));
  await page.getByLabel('结果', { exact: true }).selectOption('failed');
  await page.getByLabel('类型', { exact: true }).selectOption('first');
  await says(page.locator('.log-table tbody'), /11\s+recruitment\.fair\.phase-changed\s+首次\s+失败 500/);
  await page.locator('.log-table').getByRole('button', { name: '应答内容' }).first().click();
  await says(page.locator('.opened-row'), /thank you\s+重发/);
  await page.getByRole('tab', { name: '全部尝试' }).press('ArrowRight');
  await says(page.locator('.log-table tbody'), /11\s+recruitment\.fair\.phase-changed\s+等待重试 状态码不是 2xx/);
  expect(new URL(page.url()).searchParams.get('log')).toBe('open');
  receiver.answers.status = 200;
  await page.locator('.log-table').getByRole('button', { name: '重发' }).first().click();
  await says(page.locator('.delivery-log'), '没有未确认的条目');
  await page.getByLabel('从位置').fill('2');
  await page.getByLabel('到位置').fill('4');
  await page.getByRole('button', { name: '重放' }).click();
  await says(page.locator('[aria-label="重放"]'), '3 条将依次重发');
  await page.getByRole('tab', { name: '未确认的条目' }).press('ArrowLeft');
  await page.getByLabel('结果', { exact: true }).selectOption('');
  await page.getByLabel('类型', { exact: true }).selectOption('replay');
  await eventually(async () => expect(await page.locator('[data-attempt=replay]').count()).toBe(3), 20_000);
});

it('rotates the secret, pauses and resumes, changes and revokes, each after a question', async () => {
  await page.getByRole('button', { name: '更换密钥' }).click();
  await page.getByLabel('旧密钥保留（小时）').fill('999');
  await page.locator('dialog[open]').getByRole('button', { name: '更换密钥' }).click();
  await eventually(async () => expect(await page.getByLabel('旧密钥保留（小时）').getAttribute('aria-invalid')).toBe('true'));
  await page.getByLabel('旧密钥保留（小时）').fill('48');
  await page.locator('dialog[open]').getByRole('button', { name: '更换密钥' }).click();
  await says(page.locator('dialog[open]'), /whsec_.*旧密钥在 .* 前仍一并签名/s);
  await page.getByLabel('我已保存密钥').check();
  await page.locator('dialog[open]').getByRole('button', { name: '关闭' }).click();

  await page.getByRole('button', { name: '暂停' }).first().click();
  await page.locator('dialog[open]').getByRole('button', { name: '暂停' }).click();
  await says(page.locator('.state-line'), '已暂停；位置保留');
  await page.getByRole('button', { name: '恢复' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '恢复' }).click();
  await says(page.locator('.state-line'), '正常');

  await page.getByRole('button', { name: '修改' }).click();
  await page.locator('dialog[open]').getByLabel('名称').fill('招聘系统二');
  await page.locator('dialog[open]').getByRole('button', { name: '保存' }).click();
  await says(page.locator('h1'), '招聘系统二');

  await page.getByRole('button', { name: '注销' }).first().click();
  await says(page.locator('dialog[open]'), /“招聘系统二”将不再收到任何推送.*不能恢复/s);
  await page.locator('dialog[open]').getByRole('button', { name: '注销' }).click();
  await says(page.locator('.state-line'), '已注销');
  expect(await page.getByRole('button', { name: '发送测试事件' }).count()).toBe(0);
  expect(refusals()).toEqual(['422']);
});

it('says what an endpoint answered that did not agree, and verifies it later', async () => {
  receiver.answers.agrees = false;
  await page.goto(park.url);
  await page.getByRole('button', { name: '新建推送端点' }).click();
  await page.getByLabel('名称').fill('日历');
  await page.getByLabel('地址').fill(receiver.url);
  await page.getByRole('button', { name: '登记并握手' }).click();
  await says(page.locator('dialog'), /待验证.*握手尚未成功/s);
  await page.getByLabel('我已保存密钥').check();
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('link', { name: '日历' }).click();
  await page.getByRole('button', { name: '验证' }).click();
  await says(page.locator('.notice-error'), /没有同意接收推送.*状态码 404/);
  receiver.answers.agrees = true;
  await page.getByRole('button', { name: '验证' }).click();
  await says(page.locator('.state-line'), '正常');
  expect(refusals()).toEqual(['409']);
});

it('has the catalogue with meaning, schema and example, and the AsyncAPI document', async () => {
  await page.getByRole('link', { name: '事件目录' }).click();
  await page.getByLabel('搜索事件类型').fill('招聘会阶段');
  await says(page.locator('.catalogue-item'), /招聘会阶段变更\s+.*recruitment\.fair\.phase-changed/s);
  await page.locator('.catalogue-item summary').click();
  await says(page.locator('.catalogue-opened'), /park\.recruitment\.fair\.phase-changed\.v1.*fair_on.*示例.*"fair_on"/s);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'AsyncAPI 文档' }).click()]);
  expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ asyncapi: expect.stringMatching(/^3\./) });
  await page.getByRole('link', { name: '订阅此类事件' }).click();
  await says(page.locator('.types legend'), '已选 1 种');
});

it('has programs to copy for each door, with the address of this park', async () => {
  await page.getByRole('link', { name: '接入' }).click();
  await says(page.locator('.steps'), `${park.issuerUrl}/token`);
  const [token, program] = await page.locator('.steps pre').allInnerTexts();
  expect(await inShell(`${token}\n${program}`)).toMatch(/"feedposition":1,.*"feedposition":11,/s);
  await page.getByRole('button', { name: /^推送/ }).click();
  await page.getByRole('tab', { name: 'curl' }).press('ArrowLeft');
  await says(page.locator('#snippet'), /receiver\.py.*from standardwebhooks import Webhook/s);
  await page.getByRole('button', { name: '复制：推送 · Python' }).click();
  await eventually(async () => expect(await copied()).toMatch(park.url));
});

it('speaks English in the dark, and fits a phone on every page', async () => {
  await page.getByRole('button', { name: 'EN' }).click();
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.goto(park.url);
  await page.getByRole('link', { name: '日历' }).click();
  const endpoint = new URL(page.url()).pathname;
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [path, text] of [
    ['/', /My feed.*Newest position.*Pull.*acknowledged to/s],
    [endpoint, /Send a test event.*Delivery log.*Settings.*Send again/s],
    [`${endpoint}?log=open`, 'Everything sent is acknowledged'],
    ['/filters', /Subscriptions you have.*岗位与住房/s],
    ['/filters/new', /Preview.*events since/s],
    ['/types?type=park.recruitment.fair.phase-changed.v1', /Catalogue.*fair_on.*Subscribe to these events/s],
    ['/connect?door=sse&in=typescript', /Save as stream\.mts/],
    ['/nowhere', 'Back to the doors'],
  ] as const) {
    await page.goto(park.url + path);
    await says(page.locator('main'), text);
    await eventually(async () => expect(await page.locator('[aria-busy="true"], .loading').count()).toBe(0));
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390]);
    for (const theme of ['light', 'dark']) {
      await page.evaluate((shown) => (document.documentElement.dataset['theme'] = shown), theme);
      expect([path, theme, await violationsOf(page), await doubledIdsOf(page)]).toEqual([path, theme, [], []]);
    }
  }
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark']);
  await page.setViewportSize({ width: 1366, height: 768 });
});

it('ends a subscription after a question, and keeps it to be seen', async () => {
  await page.goto(`${park.url}/filters`);
  await page.getByRole('button', { name: 'End' }).first().click();
  await page.locator('dialog[open]').getByRole('button', { name: 'End' }).click();
  await says(page.locator('.subscriptions'), 'There is no subscription yet');
  await page.getByLabel('Show 1 that ended').check();
  await says(page.locator('.subscription'), /岗位与住房.*Ended/s);
});

it('has given the browser no reason to complain', () => {
  expect(complaints).toEqual([]);
});

it('says that the feed is closed where the membership is not active', async () => {
  await moveMembership(park.feeds, park.member, 5, 'suspended');
  await page.goto(park.url);
  await says(page.locator('[role=alert]').first(), /The feed is closed.*membership of your organisation is not active/s);
  await says(page.locator('main'), 'Your subscriptions and endpoints are kept');
});
