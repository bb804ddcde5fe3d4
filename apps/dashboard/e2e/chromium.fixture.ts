/** A real browser: the one that is installed, or the one that comes as a package where none is. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export async function openChromium(): Promise<Browser> {
  const installed = process.env['CHROME_PATH'] || onPath();
  if (installed) return await chromium.launch({ executablePath: installed, args: ['--no-sandbox'] });
  const { default: packaged } = await import('@sparticuz/chromium');
  // It is made for places that allow one process only; here that costs it its stability.
  const args = packaged.args.filter((arg: string) => arg !== '--single-process');
  return await chromium.launch({ executablePath: await packaged.executablePath(), args });
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}
