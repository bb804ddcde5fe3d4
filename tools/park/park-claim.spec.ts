import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, isAlive } from '../parts/process-record.ts';
import { ParkClaim, type ClaimNote } from './park-claim.ts';

let folder: string;
let file: string;
const quiet = (): void => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claim-'));
  file = join(folder, 'processes.json');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('gives the park to one starter at a time', async () => {
  const first = await ParkClaim.take(file, quiet);
  expect(first).toBeDefined();
  expect(await ParkClaim.take(file, quiet)).toBeUndefined();
  first!.giveUp();
  expect(existsSync(file)).toBe(false);
});

it('waits for a starter that is stopping', async () => {
  const first = await ParkClaim.take(file, quiet);
  first!.state = 'stopping';
  const second = ParkClaim.take(file, () => first!.giveUp());
  expect(await second).toBeDefined();
});

it('ends what a killed starter left behind, and says so', async () => {
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("here")'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(orphan.stdout, 'data');
  const left = { name: 'housing', pid: orphan.pid!, identity: identityOf(orphan.pid!)!, stopSignal: 'SIGTERM' as const, isPart: false };
  const note: ClaimNote = { starter: { pid: process.pid, identity: 'killed long ago' }, state: 'up', processes: [left] };
  writeFileSync(file, JSON.stringify(note));

  const said: string[] = [];
  expect(await ParkClaim.take(file, (line) => said.push(line))).toBeDefined();
  expect(said).toEqual(['Ended 1 processes that an earlier start had left behind']);
  expect(isAlive(left)).toBe(false);
});

it('survives a note that a power failure cut short', async () => {
  writeFileSync(file, '{"starter":');
  expect(await ParkClaim.take(file, quiet)).toBeDefined();
});
