/** `npm start`: brings the park up and looks after it until it is told to stop. Run by tools/start.mjs with the pinned Node. */
import { setTimeout as pause } from 'node:timers/promises';
import { announce, isBackground } from './announcement.ts';
import { bringUp } from './bring-up.ts';
import { closedFolder } from './closed-folder.ts';
import { startDetached, tellForeground } from './detached.ts';
import { optionsFrom, type Options } from './options.ts';
import { Processes } from './processes.ts';
import { ParkClaim } from './park-claim.ts';
import { inPark, parkDir } from './places.ts';
import { forgetRunFile } from './run-file.ts';
import { portsFrom } from './ports.ts';
import { urlOf } from './services.ts';

/** When somebody typed the command: what was installed before this began counts too. */
const askedAt = Number(process.env['PARK_ASKED_AT'] || Date.now());
const seconds = (): number => (Date.now() - askedAt) / 1000;

function say(line: string): void {
  const timed = `${seconds().toFixed(1).padStart(6)} s  ${line}`;
  console.log(timed);
  tellForeground({ line: timed });
}

process.stdout.on('error', () => undefined); // a closed terminal must not end the park half way

try {
  const options = optionsFrom(process.argv.slice(2));
  closedFolder(inPark('log'));
  process.exitCode = options.detach ? await startDetached(process.argv.slice(2)) : await runPark(options);
} catch (error) {
  complain(error as Error);
  process.exitCode = 1;
}
process.exit();

async function runPark(options: Options): Promise<number> {
  const ports = portsFrom(process.env);
  const claim = await ParkClaim.take(inPark('processes.json'), say);
  if (!claim) {
    const text = `The park is already running: ${urlOf(ports['reporting'] as number)} (npm stop ends it).`;
    console.log(text);
    tellForeground({ up: text, exitCode: 0 });
    return 0;
  }
  closedFolder(parkDir); // nothing runs in it yet: root's PostgreSQL, which is another user's, will open it as far as it must
  const processes = new Processes((list) => (claim.processes = list), say);
  const told = untilToldToStop();
  try {
    const up = await Promise.race([bringUp(options, processes, say), told]);
    if (up !== 'stop') {
      claim.state = 'up';
      announce(up, seconds());
      await told;
    }
    return 0;
  } catch (error) {
    complain(error as Error);
    return 1;
  } finally {
    claim.state = 'stopping';
    const isAnythingRunning = processes.count > 0;
    if (isAnythingRunning) say('Stopping');
    await processes.stop();
    await pause(300); // what was just being started has now been taken into care, and is stopped too
    await processes.stop();
    forgetRunFile();
    claim.giveUp();
    if (isAnythingRunning) say('Stopped');
  }
}

function complain({ message }: Error): void {
  console.error(message);
  tellForeground({ failed: message });
}

/** By a signal, or by the end of whoever started this in the foreground. */
function untilToldToStop(): Promise<'stop'> {
  return new Promise((resolve) => {
    const stop = (): void => resolve('stop');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    process.on('uncaughtException', (error) => {
      say(`The starter failed: ${error.message}`);
      process.exitCode = 1;
      stop();
    });
    if (isBackground) return;
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || stop(), 200).unref();
  });
}
