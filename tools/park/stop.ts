/** `npm stop`: ends the park, also one whose starter was killed. */
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../parts/process-record.ts';
import { cleanUp, readClaim } from './park-claim.ts';
import { inPark } from './places.ts';
import { forgetRunFile } from './run-file.ts';

/** Answers whether there was anything to stop. */
export async function stopPark(): Promise<boolean> {
  const file = inPark('processes.json');
  const found = readClaim(file);
  if (!found) return false;
  if (isAlive(found.starter)) {
    process.kill(found.starter.pid, 'SIGTERM');
    while (isAlive(found.starter)) await pause(50);
  }
  await cleanUp(file, console.log);
  forgetRunFile();
  return true;
}

if (import.meta.main) console.log((await stopPark()) ? 'The park has stopped.' : 'The park is not running.');
