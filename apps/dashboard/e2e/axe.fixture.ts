/** Asks axe-core what of a page breaks WCAG 2.2, levels A and AA. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Each as its rule with the places. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (wanted) => {
    // An experiment of axe that counts signs such as ‹, and what a building of the plan has for a title, as visible words.
    const rules = { 'label-content-name-mismatch': { enabled: false } };
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: wanted, rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, tags);
  return found;
}

/** Ids that stand in a page more than once. */
export async function doubledIdsOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  });
}
