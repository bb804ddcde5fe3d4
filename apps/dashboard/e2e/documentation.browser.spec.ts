/** The documentation that each service serves, in a browser that holds it to the policy of its answers. */
import type { ServiceUnderTest } from '@park/test-kit';
import type { Browser } from 'playwright-core';
import { feedsUnderTest } from '../../feeds/src/feeds.fixture.ts';
import { openChromium } from './chromium.fixture.ts';
import { openVisit } from './visit.fixture.ts';

let feeds: ServiceUnderTest;
let browser: Browser;

beforeAll(async () => {
  [feeds, browser] = await Promise.all([feedsUnderTest(), openChromium()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await feeds?.close();
});

it.each([
  ['/docs', '/endpoints'],
  ['/docs/events', 'subscription.created.v1'],
])('%s is whole, runs no script of the page, and loads nothing from elsewhere', async (path, shown) => {
  const { page, context, complaints } = await openVisit(browser);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(feeds.url + path);
  await page.getByText(shown, { exact: false }).first().waitFor();
  expect(complaints).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(feeds.url) && !url.startsWith('data:'))).toEqual([]);
  await context.close();
});
