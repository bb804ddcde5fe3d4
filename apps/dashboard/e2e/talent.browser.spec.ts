/** The page of a job fair in a real browser, on the real reporting service: its booths while the fair goes on, and what becomes of those who apply. */
import type { ParkEvent } from '@park/contracts';
import { eventually } from '@park/test-kit';
import type { Browser, Page } from 'playwright-core';
import { Story } from '../../reporting/src/figures/events.fixture.ts';
import { at, idOf, tellCrowd, tellGathering, type Place } from '../../reporting/src/figures/events/programme/programme.fixture.ts';
import {
  tellApplication,
  tellBoothSteps,
  tellFair,
  tellFirm,
  tellHome,
  tellStand,
  type BoothStep,
  type FairPlace,
} from '../../reporting/src/figures/recruitment/talent/talent.fixture.ts';
import { openChromium } from './chromium.fixture.ts';
import { startPark, type ParkUnderTest } from './park.fixture.ts';
import { openVisit, says, signIn } from './visit.fixture.ts';

const today = '2025-06-16';
const story = new Story();
let published = 0;

/** The events of the story since the last call. */
function news(): ParkEvent[] {
  const since = story.events.slice(published);
  published = story.events.length;
  return since;
}

const place = (n: number, day: string): Place => ({
  id: idOf('gathering', n),
  season_id: null,
  type: 'job_fair',
  code: `GA-${n}`,
  title: n === 1 ? '青年人才招聘会' : '春季招聘会',
  title_en: n === 1 ? 'Youth job fair' : 'Spring job fair',
  venue: '梦工厂广场',
  day,
  from: '09:00',
  to: '16:00',
  capacity: 1_500,
});
const [here, spring] = [place(1, today), place(2, '2025-03-10')];
const fair: FairPlace = { id: idOf('fair', 1), code: 'JF-2025-06', gathering_id: here.id, day: today };
const past: FairPlace = { id: idOf('fair', 2), code: 'JF-2025-03', gathering_id: spring.id, day: spring.day };
const applied: BoothStep[] = ['submitted', 'approved'];
const confirmed: BoothStep[] = [...applied, 'booth_held', 'confirmed'];
const firm = (n: number, name: string, industry: string, standing?: Parameters<typeof tellFirm>[5]) =>
  tellFirm(story, n, name, industry, '2025-01-01', standing);

tellGathering(story, here, '2025-05-01', ['published', 'ongoing']);
tellGathering(story, spring, '2025-02-01', ['published', 'ongoing', 'ended']);
tellCrowd(story, here, '2025-05-01', { confirmed: 3, came: [at(today, '09:12'), at(today, '09:18')] });
tellFair(story, fair, '2025-05-01', ['draft', 'filed', 'employer_registration', 'booth_selection', 'candidate_registration', 'ongoing']);
tellFair(story, past, '2025-02-01', ['draft', 'filed', 'employer_registration', 'ongoing', 'closed']);
const [a1, a2] = ['A-1', 'A-2', 'A-3'].map((code) => tellStand(story, fair, code, '2025-05-02'));
const [b1] = ['B-1', 'B-2', 'B-3'].map((code) => tellStand(story, fair, code, '2025-05-02', { isBlocked: code === 'B-3' }));
const [software, robots, trade, biology] = [
  firm(1, '海创软件', 'I65'),
  firm(2, '岱山机器人', 'C34'),
  firm(3, '远航贸易', 'F51', { no_shows: 2, banned_until: '2026-03-10' }),
  firm(4, '蓝谷生物', 'C27'),
];
tellBoothSteps(story, fair, software, a1!, '2025-05-10', [...confirmed, 'checked_in'], {
  postings: 5,
  headcount: 20,
  at: at(today, '08:50'),
});
tellBoothSteps(story, fair, robots, a2!, '2025-05-10', confirmed, { postings: 3, headcount: 9 });
tellBoothSteps(story, fair, trade, b1!, '2025-05-10', confirmed, { postings: 2, headcount: 6 });
tellBoothSteps(story, fair, biology, null, '2025-05-11', [...applied, 'waitlisted'], { postings: 4, headcount: 8 });
tellApplication(story, 1, { fair_id: fair.id, applied_on: today, source: 'fair_scan' });
tellApplication(story, 2, { fair_id: fair.id, applied_on: today, source: 'fair_scan' }, { screening: 0, shortlisted: 0 });
tellApplication(
  story,
  3,
  { applied_on: '2024-12-02', industry_code: 'C34' },
  { screening: 2, interviewing: 8, offered: 15, hired: 20, started: 30, retained: 125 },
);
tellHome(story, 3, { applied_on: '2024-12-02' }, '2024-12-22', true);
tellHome(story, 4, { applied_on: '2025-01-10' }, '2025-02-05', false);

let park: ParkUnderTest;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [park, browser] = await Promise.all([startPark(), openChromium()]);
  ({ page, complaints } = await openVisit(browser));
  await signIn(page, park, '/talent');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await park?.close();
});

const booth = (code: string) => page.locator(`[data-booth="${code}"]`);
const stages = () => page.locator('.funnel-stage');
const sums = () => page.locator('.page-sums');

it('says so where there is no job fair yet, and shows the first one when it is told of', async () => {
  await says(page.locator('main'), /尚无招聘会.*没有投递.*尚无审核通过的用人单位.*没有人申请人才公寓/s);
  await park.publish(news());
  await says(page.locator('h1').first(), '青年人才招聘会');
  await says(page.locator('.page-days'), /2025年6月16日.*JF-2025-06.*进行中/s);
  await says(sums(), /到场企业\s+1\s+已确认 3 · 爽约 0 · 候补 1\s+岗位\s+10\s+招聘 35 人\s+进场人次\s+2\s.*投递\s+2\s+入围 1/s);
});

it('tells each booth by a word, and is walked by the arrow keys', async () => {
  await says(page.locator('.booth-legend'), /已签到 1\s+待签到 2\s+递补中 0\s+占用中 0\s+爽约已释放 0\s+空闲 2\s+停用 1/);
  const current = page.locator('.booth:focus');
  await booth('A-1').focus();
  expect(await current.getAttribute('aria-label')).toBe('A-1 · 标准 · 海创软件 · 信息传输、软件和信息技术服务业 · 已签到 08:50');
  await page.keyboard.press('ArrowRight');
  expect(await current.getAttribute('aria-label')).toBe('A-2 · 标准 · 岱山机器人 · 制造业 · 待签到');
  await page.keyboard.press('ArrowDown');
  expect(await current.getAttribute('aria-label')).toBe('B-2 · 标准 · 空闲');
  await page.keyboard.press('End');
  expect(await current.getAttribute('aria-label')).toBe('B-3 · 标准 · 停用');
  await says(page.locator('.booth-caption'), 'B-3 · 标准 · 停用');
  expect(await page.locator('.booth[tabindex="0"]').count()).toBe(1);
});

it('changes while one watches: a check-in, a release, and the next one on the waiting list', async () => {
  tellBoothSteps(story, fair, robots, a2!, today, ['checked_in'], { at: at(today, '09:21') });
  tellBoothSteps(story, fair, trade, b1!, today, ['no_show']);
  await park.publish(news());
  await eventually(async () => expect(await booth('A-2').getAttribute('aria-label')).toMatch(/岱山机器人.*已签到 09:21/), 20_000);
  await says(booth('B-1'), '爽约已释放');
  await says(sums(), /到场企业\s+2\s+已确认 3 · 爽约 1 · 候补 1/);
  tellBoothSteps(story, fair, biology, b1!, today, ['offered']);
  await park.publish(news());
  await eventually(async () => expect(await booth('B-1').getAttribute('aria-label')).toMatch(/蓝谷生物.*递补中.*远航贸易 爽约/), 20_000);
  await says(sums(), /候补 0/);
});

it('lists the booths, the arrivals and the demand by industry in tables', async () => {
  await page.locator('.booths summary').click();
  await says(page.locator('.booths tbody tr').first(), /A-1\s+标准\s+已签到\s+海创软件.*08:50/s);
  expect(await page.locator('.booths tbody tr').count()).toBe(6);
  await page.locator('.on-site summary').click();
  await says(page.locator('.on-site'), /09:00–16:00 · 梦工厂广场.*09:10–09:20\s+2/s);
  await says(page.locator('.industries tbody'), /信息传输.*20\s+5\s+1.*制造业\s+9\s+3\s+1/s);
});

it('follows applications from the first stage to the 90th day, of the year, of the fair and of an industry', async () => {
  await says(stages().first(), /投递\s+3/);
  await says(stages().last(), /留存90天\s+1\s+上一步的 100\.0%\s+中位 120 天/);
  await page.getByRole('button', { name: '本场招聘会' }).click();
  await says(stages().first(), /投递\s+2/);
  expect(new URL(page.url()).searchParams.get('of')).toBe('fair');
  await page.getByRole('button', { name: '近一年' }).click();
  await page.locator('.funnel-industry').selectOption('C');
  await says(stages().first(), /投递\s+1/);
  expect(new URL(page.url()).search).toBe('?industry=C');
  await page.locator('.funnel-panel summary').click();
  await says(page.locator('.funnel-panel tbody'), /到岗\s+1\s+1\s+100\.0%\s+30\s+30/);
});

it('puts the employers that are banned first, and tells how many found a home', async () => {
  await says(page.locator('.standing tbody tr').first(), /远航贸易.*禁入\s+至 2026-03-10\s+2\s+1 \/ 1/s);
  await says(page.locator('.homes-share'), /50\.0%\s+近12个月 2 人有意入住，1 人已配租/);
  await page.locator('.homes summary').click();
  await says(page.locator('.homes tbody'), /2024-12\s+1\s+1\s+2025-01\s+0\s+0\s+2025-02\s+1\s+0/);
});

it('goes to another fair, and back', async () => {
  await page.getByLabel('选择招聘会').selectOption(past.id);
  await page.waitForURL(`${park.url}/talent/${past.id}?industry=C`);
  await says(page.locator('.page-days'), /2025年3月10日.*统计报告已逾期，应于 2025-03-17 前上报/s);
  await says(page.locator('.booths'), '尚未设置展位');
  await page.goBack();
  await says(booth('A-1'), '海创软件');
});

it('speaks English in the dark, and fits a phone with every table opened', async () => {
  await page.getByRole('button', { name: 'EN' }).click();
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${park.url}/talent/${fair.id}`);
  await says(page.locator('main'), /Youth job fair.*Under way.*Missed, free.*Demand by industry.*median 120 d.*Banned.*From hire to home/s);
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
  await page.route('**/fairs/**', (route) => route.abort());
  tellBoothSteps(story, fair, biology, b1!, today, ['confirmed', 'checked_in'], { at: at(today, '10:25') });
  await park.publish(news());
  await says(page.locator('.booths'), /Could not be updated.*Offered/s);
  await page.unrouteAll({ behavior: 'wait' });
  await page.locator('.booths').getByRole('button', { name: 'Try again' }).click();
  await eventually(async () => expect(await booth('B-1').getAttribute('aria-label')).toMatch(/蓝谷生物.*Checked in 10:25/), 20_000);
});
