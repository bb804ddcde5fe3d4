/** The page of a season in a real browser, on the real reporting service: its days, and what happens at its gatherings while one watches. */
import { events, type ParkEvent } from '@park/contracts';
import { eventually } from '@park/test-kit';
import type { Browser, Page } from 'playwright-core';
import { Story } from '../../reporting/src/figures/events.fixture.ts';
import { at, idOf, tellCrowd, tellGathering, type Place } from '../../reporting/src/figures/events/programme/programme.fixture.ts';
import {
  tellDeal,
  tellInvestors,
  tellMeeting,
  tellPitch,
  tellProjects,
  type Party,
} from '../../reporting/src/figures/events/programme/roadshow.fixture.ts';
import { openChromium } from './chromium.fixture.ts';
import { startPark, type ParkUnderTest } from './park.fixture.ts';
import { openVisit, says, signIn } from './visit.fixture.ts';

const today = '2025-06-16';
const [season, lastYear] = [idOf('season', 1), idOf('season', 2)] as [string, string];
const place = (n: number, own: Partial<Place>): Place => ({
  id: idOf('gathering', n),
  season_id: season,
  type: 'job_fair',
  code: `GA-${n}`,
  title: '青年人才招聘会',
  title_en: 'Youth job fair',
  venue: '梦工厂广场',
  day: today,
  from: '09:00',
  to: '16:00',
  capacity: 8,
  ...own,
});
const fair = place(1, {});
const roadshow = place(2, { type: 'roadshow', title: '项目路演', title_en: 'Roadshow', day: '2025-06-17' });
const matchmaking = place(3, { type: 'matchmaking', title: '投融资对接', title_en: 'Matchmaking', day: '2025-06-17' });

function theSeason(): ParkEvent[] {
  const story = new Story();
  for (const [id, starts_on, ends_on] of [
    [season, today, '2025-06-19'],
    [lastYear, '2024-06-16', '2024-06-19'],
  ] as const)
    story.tell(events.SeasonPublishedV1, id, '2024-05-01', { to_state: 'published', starts_on, ends_on });
  for (const one of [fair, roadshow, matchmaking]) tellGathering(story, one, '2025-05-01', ['published', 'ongoing']);
  tellCrowd(story, fair, '2025-05-01', { confirmed: 6, waiting: 2, came: [at(today, '09:12'), at(today, '09:18')] });
  const [buoy, robot] = tellProjects(story, '2025-05-01', ['海洋观测浮标', '焊接机器人']) as [Party, Party];
  const [coast] = tellInvestors(story, '2025-05-01', ['海岸线创投']) as [Party];
  tellPitch(story, roadshow, 0, buoy, '2025-05-02', { order: 1, state: 'scored', score: 81.5, rank: 2 });
  tellPitch(story, roadshow, 1, robot, '2025-05-02', { order: 2, state: 'scored', score: 90.25, rank: 1 });
  tellPitch(story, roadshow, 2, robot, '2025-05-02', { order: 3 });
  const slot = (table: number, start: string, end: string) => ({
    table,
    start: at(matchmaking.day, start),
    end: at(matchmaking.day, end),
  });
  tellMeeting(story, matchmaking, 0, [coast, buoy], '2025-05-02', { slot: slot(1, '09:00', '09:20'), state: 'held' });
  tellMeeting(story, matchmaking, 1, [coast, robot], '2025-05-02', { slot: slot(2, '09:20', '09:40') });
  tellDeal(story, matchmaking, 0, [coast, buoy], today, { state: 'funded', amount_kcny: 3_000 });
  return story.events;
}

let park: ParkUnderTest;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [park, browser] = await Promise.all([startPark(), openChromium()]);
  ({ page, complaints } = await openVisit(browser));
  await park.publish(theSeason());
  await signIn(page, park, '/season');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await park?.close();
});

const entry = ({ id }: Place) => page.locator(`[data-gathering="${id}"]`);

it('shows the season that goes on, day by day, with the places of each gathering', async () => {
  await says(page.locator('h1').first(), '青年闯创季');
  await says(page.locator('.page-days'), '2025年6月16日至18日');
  await says(entry(fair), /09:00–16:00.*青年人才招聘会.*进行中.*6 \/ 8.*候补 2.*到场 2/s);
  expect(await page.locator('.day h3').allInnerTexts()).toEqual([
    expect.stringMatching(/^6月16日.*今天$/s),
    expect.stringMatching(/^6月17日/),
    expect.stringMatching(/^6月18日/),
  ]);
  await says(page.locator('.day').last(), '当日无活动');
});

it('opens a gathering by the keyboard, and counts those who come while one watches', async () => {
  await entry(fair).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${park.url}/season/${season}?gathering=${fair.id}`);
  await says(page.locator('.arrival-sums'), /2 人次/);
  await page.locator('.gathering .as-table summary').click();
  await says(page.locator('.gathering .as-table'), /09:10–09:20\s+2/);
  const [, , another] = tellCrowd(new Story(), fair, '2025-05-01', { from: 2, confirmed: 1, came: [at(today, '09:31')] }).events;
  await park.publish([{ ...another!, id: 'another arrival' }]);
  await says(page.locator('.arrival-sums'), /3 人次/);
  await says(page.locator('.gathering .as-table'), /09:30–09:40\s+1/);
  await says(entry(fair), /到场 3/);
});

it('lists the pitches of a roadshow by order and by rank', async () => {
  await entry(roadshow).click();
  await says(page.locator('.pitches'), /已路演 2 \/ 3 · 下一个：/);
  const projects = page.locator('.pitches tbody th');
  expect(await projects.allInnerTexts()).toEqual(['海洋观测浮标', '焊接机器人', '焊接机器人']);
  await page.getByRole('button', { name: '按名次' }).click();
  await says(page.locator('.pitches tbody tr').first(), /90\.25\s+1/);
  expect(await projects.allInnerTexts()).toEqual(['焊接机器人', '海洋观测浮标', '焊接机器人']);
});

it('shows the meetings of a matchmaking by table and slot, for the arrow keys too, and the deals that came of it', async () => {
  await entry(matchmaking).click();
  const here = page.locator('.match:focus');
  await page.locator('.match').first().focus();
  expect(await here.getAttribute('aria-label')).toBe('09:00 · 1 桌 · 海岸线创投 × 海洋观测浮标 · 已对接');
  await page.keyboard.press('ArrowRight');
  expect(await here.getAttribute('aria-label')).toBe('09:00 · 2 桌 · 空闲');
  await page.keyboard.press('ArrowDown');
  expect(await here.getAttribute('aria-label')).toBe('09:20 · 2 桌 · 海岸线创投 × 焊接机器人 · 待对接');
  await says(page.locator('.deals .pipeline'), /1\s+已到账\s+300\.0 万元/);
  await says(page.locator('.gathering-column').locator('.panel').last(), /海洋观测浮标.*海岸线创投.*已到账/s);
});

it('goes to another season, and back', async () => {
  await page.getByLabel('选择活动季').selectOption(lastYear);
  await page.waitForURL(`${park.url}/season/${lastYear}`);
  await says(page.locator('.programme'), '尚未安排活动');
  await page.goBack();
  await says(entry(fair), '青年人才招聘会');
});

it('speaks English in the dark, and fits a phone with every table opened', async () => {
  await page.getByRole('button', { name: 'EN' }).click();
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { id } of [fair, roadshow, matchmaking]) {
    await page.goto(`${park.url}/season/${season}?gathering=${id}`);
    await page.locator('.gathering-column').waitFor();
    await eventually(async () => expect(await page.locator('[aria-busy="true"], .loading').count()).toBe(0));
    for (const table of await page.locator('details > summary').all()) await table.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
  await says(page.locator('main'), /Matchmaking.*Under way.*Meetings.*1 of 2 held/s);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.setViewportSize({ width: 1366, height: 768 });
});

it('has given the browser no reason to complain', () => {
  expect(complaints).toEqual([]);
});

it('keeps what it last knew when the park cannot be asked, and says so', async () => {
  await page.goto(`${park.url}/season/${season}`);
  await says(entry(fair), 'Youth job fair');
  await page.route('**/seasons/**', (route) => route.abort());
  const [, , another] = tellCrowd(new Story(), fair, '2025-05-01', { from: 3, confirmed: 1, came: [at(today, '09:41')] }).events;
  await park.publish([{ ...another!, id: 'one more arrival' }]);
  await says(page.locator('.programme'), /Could not be updated.*3 came/s);
  await page.unrouteAll({ behavior: 'wait' });
  await page.locator('.programme').getByRole('button', { name: 'Try again' }).click();
  await says(page.locator('.programme'), /4 came/);
});
