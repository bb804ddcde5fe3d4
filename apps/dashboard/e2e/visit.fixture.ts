/** Somebody of the operations team with a browser: a page of Chinese, and what it complains of meanwhile. */
import { eventually } from '@park/test-kit';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ParkUnderTest } from './park.fixture.ts';

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Errors of the console and of the page. */
  complaints: string[];
}

export async function openVisit(browser: Browser): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  // A machine that is busy with other specs takes its time.
  context.setDefaultTimeout(50_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints };
}

/** Goes to a page, by way of the issuer. */
export async function signIn(page: Page, park: Pick<ParkUnderTest, 'url' | 'issuerUrl' | 'user'>, path: string): Promise<void> {
  await page.goto(park.url + path);
  await page.waitForURL(`${park.issuerUrl}/sign-in/**`);
  await page.fill('#username', park.user.username);
  await page.fill('#password', park.user.password);
  await page.click('button[type=submit]');
  await page.waitForURL(park.url + path);
}

export async function says(locator: { innerText(): Promise<string> }, text: string | RegExp, withinMs = 20_000): Promise<void> {
  await eventually(async () => expect(await locator.innerText()).toMatch(text), withinMs);
}
