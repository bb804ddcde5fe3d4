/** The dashboard as the operations team meets it, in a real browser, on the real reporting service and the real issuer. */
import { readFileSync } from 'node:fs';
import { type ParkEvent, tenants } from '@park/contracts';
import { eventually } from '@park/test-kit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Story } from '../../reporting/src/figures/events.fixture.ts';
import { openChromium } from './chromium.fixture.ts';
import { startPark, type ParkUnderTest } from './park.fixture.ts';
import { openVisit, says } from './visit.fixture.ts';

const uuid = (n: number): string => `0197a0c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [building, unit, occupancy] = [uuid(1), uuid(2), uuid(3)] as [string, string, string];
const entities = [11, 12, 13].map(uuid) as [string, string, string];

const story = new Story()
  .tell(tenants.BuildingRegisteredV1, building, '2024-01-01', { code: 'B01', name: '1号楼' })
  .tell(tenants.UnitAddedV1, unit, '2024-01-01', {
    building_id: building,
    code: 'B01-0301',
    use_m2: 200,
    usage: 'office',
    rentable: true,
    parent_unit_id: null,
  })
  .tell(tenants.OccupancyActivatedV1, occupancy, '2024-03-01', {
    unit_id: unit,
    building_id: building,
    area_m2: 150,
    start_on: '2024-03-01',
    end_on: '2026-03-01',
    kind: 'lease',
    source_id: uuid(4),
  });
for (const entity of entities) {
  story
    .tell(tenants.EntityRegisteredV1, entity, '2024-01-01')
    .tell(tenants.EntityMovedInV1, entity, '2024-03-01', { effective_date: '2024-03-01' });
}

function departure(entity: string): ParkEvent[] {
  const { events } = new Story().tell(tenants.EntityDepartedV1, entity, '2025-06-01', { effective_date: '2025-06-01' });
  return events.map((event) => ({ ...event, sequence: 3 }));
}

let park: ParkUnderTest;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [park, browser] = await Promise.all([startPark(), openChromium()]);
  ({ context, page, complaints } = await openVisit(browser));
  await park.publish(story.events);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await park?.close();
});

const tile = (code: string) => page.locator(`[data-code="${code}"] .number`);
const heading = () => page.locator('h1').first();

it('asks who one is, and goes on where one wanted to go', async () => {
  await page.goto(`${park.url}/figures/market_entities_stock?grain=quarter`);
  await page.waitForURL(`${park.issuerUrl}/sign-in/**`);
  await page.fill('#username', park.user.username);
  await page.fill('#password', park.user.password);
  await page.click('button[type=submit]');
  await page.waitForURL(`${park.url}/figures/market_entities_stock?grain=quarter`);
  await says(heading(), '集聚市场主体');
});

it('stays signed in over a reload, and in another tab, without a question', async () => {
  await page.reload();
  await says(heading(), '集聚市场主体');
  const other = await context.newPage();
  await other.goto(`${park.url}/quality`);
  await says(other.locator('h1'), '数据质量');
  await other.close();
});

it('moves a tile while one watches', async () => {
  await page.goto(park.url);
  await says(tile('market_entities_stock'), /^3$/);
  // It shows for a few seconds only, so somebody has to look from before it comes.
  const move = page.waitForFunction(() => document.querySelector('[data-code="market_entities_stock"] .tile-move')?.textContent);
  await park.publish(departure(entities[0]));
  expect(await (await move).jsonValue()).toBe('−1');
  await says(tile('market_entities_stock'), /^2$/);
});

it('opens a tile to the facts that add up to it', async () => {
  await page.click('[data-code="market_entities_stock"]');
  await says(heading(), '集聚市场主体');
  await says(page.locator('.figure-number .number'), /^2$/);
  await eventually(async () => expect(await page.locator('.facts-table tbody tr').count()).toBe(4));
  const deltas = await page.locator('.facts-table .delta').allInnerTexts();
  expect(deltas.map((text) => Number(text.replace('−', '-'))).reduce((sum, delta) => sum + delta, 0)).toBe(2);
  await says(page.locator('.facts-sum-right'), '2 = 2');
  const newest = page.locator('.facts-table tbody tr').first();
  expect(await newest.innerText()).toMatch(/市场主体离园\s+TN-000001/);
  expect(await newest.locator('code').first().getAttribute('title')).toBe(entities[0]);
});

it('saves the facts as a table', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.facts').getByRole('button', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('market_entities_stock-facts.csv');
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[1]).toContain('park.tenants.entity.departed.v1');
});

it('keeps filters in the address', async () => {
  await page.getByRole('button', { name: '入驻方式' }).click();
  await says(page.locator('.breakdown tbody'), /注册并实体入驻/);
  await page.locator('.breakdown tbody button').first().click();
  const { searchParams } = new URL(page.url());
  expect([searchParams.get('group_by'), searchParams.has('residency')]).toEqual(['residency', true]);
  await page.goBack();
  expect(new URL(page.url()).searchParams.has('residency')).toBe(false);
});

it('filters by the dimension whose rows are shown, also while another one is being asked for', async () => {
  await says(page.locator('.breakdown tbody'), /注册并实体入驻/);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/kpis/query', async (route) => {
    await held;
    await route.continue().catch(() => undefined); // the page has given the question up for the next one
  });
  await page.getByRole('button', { name: '企业规模' }).click();
  await page.getByRole('button', { name: '注册并实体入驻' }).click();
  const { searchParams } = new URL(page.url());
  expect([searchParams.get('group_by'), searchParams.get('residency'), searchParams.has('size_class')]).toEqual([
    'size_class',
    'both',
    false,
  ]);
  answer();
  await page.unrouteAll({ behavior: 'wait' });
  await page.goBack();
  await page.goBack();
});

it('shows the buildings on a plan that the keyboard can walk', async () => {
  await page.getByRole('link', { name: '空间' }).click();
  await page.locator(`[data-building="${building}"]`).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${park.url}/space/${building}`);
  await says(page.locator('.building'), /75\.0%/);
  expect(await page.locator('.unit').first().getAttribute('aria-label')).toMatch(/B01-0301.*200.*在租.*2026-03-01/);
});

it('reconciles when asked, after asking back', async () => {
  await page.getByRole('link', { name: '数据质量' }).click();
  await page.getByRole('button', { name: '立即对账' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '立即对账' }).click();
  await says(page.locator('.quality-summary'), '无法复算');
});

it('rebuilds the ledger when asked, after asking back, and says what came out', async () => {
  await page.getByRole('button', { name: '重建' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '重建' }).click();
  await says(page.locator('main'), /与原账本一致/);
});

it('shows what could not be taken in, and takes it in anew when asked', async () => {
  const [broken] = new Story().tell(tenants.UnitAddedV1, '0197a0c0-0000-7000-8000-0000000000ff', '2024-01-01').events;
  await park.publish([{ ...broken!, data: {} }]);
  await says(page.locator('.parked-list'), /building_id/);
  await page.getByRole('button', { name: '重放' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '重放' }).click();
  await says(page.locator('main'), /已完成/);
  await says(page.locator('.parked-list'), /building_id/);
});

it('speaks English and turns dark, also after a reload', async () => {
  await page.getByRole('button', { name: 'EN' }).click();
  await page
    .getByRole('button', { name: '切换为深色' })
    .or(page.getByRole('button', { name: 'Switch to dark' }))
    .click();
  await page.reload();
  await says(heading(), 'Data quality');
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark']);
});

it('fits a phone, also with every table opened', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const paths = [
    '/',
    '/figures',
    '/figures/occupancy_rate',
    '/space',
    `/space/${building}`,
    '/season',
    '/talent',
    '/alliance',
    '/quality',
    '/nowhere',
  ];
  for (const path of paths) {
    await page.goto(park.url + path);
    await page.locator('main h1').waitFor();
    await eventually(async () => expect(await page.locator('[aria-busy="true"], .loading').count()).toBe(0));
    for (const table of await page.locator('details > summary').all()) await table.click();
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390]);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
});

it('shows the whole board without scrolling on screens of offices and on a wall, in both languages', async () => {
  await page.goto(park.url);
  const sizes = [
    [1280, 720],
    [1366, 768],
    [1440, 900],
    [1920, 1080],
    [2560, 1440],
  ] as const;
  for (const [other, group] of [
    ['中文', 'Talent'],
    ['EN', '人才招聘'],
  ] as const) {
    await says(page.locator('.board-groups'), group);
    await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0));
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      const { scrollWidth, scrollHeight } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        scrollHeight: document.documentElement.scrollHeight,
      }));
      expect([scrollWidth, scrollHeight]).toEqual([width, height]);
    }
    await page.getByRole('button', { name: other }).click();
  }
  await page.setViewportSize({ width: 1366, height: 768 });
});

it('has given the browser no reason to complain', () => {
  expect(complaints).toEqual([]);
});

it('says when the line is cut, and goes on by itself when it is back', async () => {
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  const state = page.locator('.hero .live');
  await says(state, /^Live$/);
  await context.setOffline(true);
  park.cutLines();
  await says(state, /reconnecting/);
  await park.publish(departure(entities[1]));
  await context.setOffline(false);
  await says(state, /^Live$/);
  await says(tile('market_entities_stock'), /^1$/);
});

it('signs out, and stays out until asked', async () => {
  await page.getByRole('button', { name: /Sign out/ }).click();
  await page.waitForURL(`${park.issuerUrl}/**`);
  await page.click('button[value=yes]');
  await page.waitForURL(`${park.url}/`);
  await says(page.locator('main'), 'You are signed out');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${park.issuerUrl}/sign-in/**`);
});
