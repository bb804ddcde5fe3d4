/** Loads the sample park once, on a first start. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Child } from '../parts/child.ts';
import type { Say } from '../parts/downloads.ts';
import { readJson, writeJson } from '../parts/process-record.ts';
import type { Options } from './options.ts';
import { inPark, root, warningFlags } from './places.ts';

const marker = inPark('sample.json');
const loader = join(root, 'tools', 'sample-park', 'load.ts');

/** Whether this park has the sample park, or is given it by this start. */
export function hasSample({ sample }: Pick<Options, 'sample'>): boolean {
  return readJson<{ loaded: boolean }>(marker)?.loaded ?? sample;
}

/** Answers what went wrong, as a sentence, or undefined. */
export async function loadSampleOnce(
  { sample, openingDay }: Options,
  say: Say,
  onSpawn: (child: Child) => void,
): Promise<string | undefined> {
  const known = readJson<{ loaded: boolean; openingDay?: string }>(marker);
  if (known) {
    if (openingDay && openingDay !== known.openingDay)
      say('--opening-day counts for a first start only: npm run reset throws the data away');
    return undefined;
  }
  if (!sample) {
    writeJson(marker, { loaded: false });
    return undefined;
  }
  if (!existsSync(loader)) return 'There is no sample park to load (tools/sample-park/load.ts).';

  say('Loading the sample park through the public APIs');
  const child = await run({
    name: 'The sample park',
    command: process.execPath,
    args: [...warningFlags, loader, ...(openingDay ? ['--opening-day', openingDay] : [])],
    log: inPark('log', 'sample-park.log'),
    cwd: root,
    ownGroup: true,
    onLine: (line) => say(`  ${line}`),
  });
  onSpawn(child);
  const { ok, how } = await child.ended;
  if (!ok) return `The sample park ${how} before it was complete (log: ${child.log}); npm run reset and npm start begin afresh.`;
  writeJson(marker, { loaded: true, ...(openingDay && { openingDay }) });
  return undefined;
}
