/** The end of the fair: a clerk closes it once everybody who came has been counted. */
import { setTimeout as pause } from 'node:timers/promises';
import { fairEntries } from './gatherings.ts';
import { fairCode } from './job-fair.ts';
import type { ParkApi } from './park-api.ts';

interface Fair {
  id: string;
  code: string;
  state: string;
}

const lookEveryMs = 500;
const countedWithinMs = 60_000;

/** One that an earlier run has closed stays as it is. */
export async function closeFair(api: ParkApi): Promise<void> {
  const page = await api.ask<{ items: Fair[] }>('recruitment', '/fairs', { query: { q: fairCode } });
  const fair = page!.items.find(({ code }) => code === fairCode)!;
  if (fair.state !== 'ongoing') return;
  await untilCounted(api, fair);
  await api.ask('recruitment', `/fairs/${fair.id}/advance`, { method: 'POST' });
}

/** Recruitment hears of check-ins from events, a moment after they are there. */
async function untilCounted(api: ParkApi, { id }: Fair): Promise<void> {
  for (const started = Date.now(); ;) {
    const totals = await api.ask<{ entries: number }>('recruitment', `/fairs/${id}/totals`);
    if (totals!.entries >= fairEntries) return;
    if (Date.now() - started > countedWithinMs)
      throw new Error(`Recruitment has heard of ${totals!.entries} of ${fairEntries} entries of the fair.`);
    await pause(lookEveryMs);
  }
}
