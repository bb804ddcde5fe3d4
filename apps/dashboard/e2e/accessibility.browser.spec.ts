/** Every page of the dashboard for those who use a screen reader or need contrast: WCAG 2.2, levels A and AA, in both themes. */
import { tenants } from '@park/contracts';
import { eventually } from '@park/test-kit';
import type { Browser, Page } from 'playwright-core';
import { Story } from '../../reporting/src/figures/events.fixture.ts';
import { doubledIdsOf, violationsOf } from './axe.fixture.ts';
import { openChromium } from './chromium.fixture.ts';
import { startPark, type ParkUnderTest } from './park.fixture.ts';
import { openVisit, signIn } from './visit.fixture.ts';

const uuid = (n: number): string => `0197a0c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const paths = [
  '/',
  '/figures',
  '/figures/occupancy_rate',
  '/space',
  `/space/${uuid(1)}`,
  '/season',
  '/talent',
  '/alliance',
  '/quality',
  '/nowhere',
];
let park: ParkUnderTest;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [park, browser] = await Promise.all([startPark(), openChromium()]);
  ({ page } = await openVisit(browser));
  const story = new Story()
    .tell(tenants.BuildingRegisteredV1, uuid(1), '2024-01-01', { code: 'B01', name: '1号楼' })
    .tell(tenants.UnitAddedV1, uuid(2), '2024-01-01', {
      building_id: uuid(1),
      code: 'B01-0301',
      use_m2: 200,
      usage: 'office',
      rentable: true,
      parent_unit_id: null,
    });
  await park.publish(story.events);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await park?.close();
});

it('is so on the page of the issuer, where one signs in', async () => {
  await page.goto(park.url);
  await page.waitForURL(`${park.issuerUrl}/sign-in/**`);
  expect(await violationsOf(page)).toEqual([]);
  await signIn(page, park, '/');
});

it.each(['light', 'dark'].flatMap((theme) => paths.map((path) => [path, theme])))('is so on %s, %s', async (path, theme) => {
  await page.evaluate((chosen) => localStorage.setItem('park.theme', chosen!), theme);
  await page.goto(park.url + path);
  await page.waitForSelector(`:root[data-theme=${theme}]`);
  await page.waitForSelector('h1');
  await eventually(async () => expect(await page.locator('[aria-busy=true]').count()).toBe(0));
  expect(await violationsOf(page)).toEqual([]);
  expect(await doubledIdsOf(page)).toEqual([]);
});
