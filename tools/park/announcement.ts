/** The text of `npm start` when the park is up. The password in it is for a person's eyes: a starter in the background writes to a log. */
import type { Up } from './bring-up.ts';
import { tellForeground } from './detached.ts';
import { whereToLook } from './opening-day.ts';
import { summary } from './summary.ts';

export const isBackground = process.send !== undefined;

export function announce({ run, warning, openingDay }: Up, seconds: number): void {
  const up = `The park is up after ${seconds.toFixed(1)} s.`;
  const warnings = warning ? [`${warning}\n`] : [];
  const hint = openingDay && whereToLook(run.dashboard, openingDay, new Date());
  const text = ['', up, '', summary(run, { detached: isBackground }), ...(hint ? [hint] : []), ...warnings].join('\n');
  console.log(isBackground ? [up, ...warnings].join('\n') : text);
  tellForeground({ up: text, exitCode: warning ? 1 : 0 });
}
