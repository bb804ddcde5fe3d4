import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Child } from '../parts/child.ts';
import { Processes } from './processes.ts';

let folder: string;
let said: string[];
let noted: number[][];
let processes: Processes;

const start = async (isPart = false): Promise<Child> => {
  const child = await run({
    name: 'housing',
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    log: join(folder, 'housing.log'),
    ownGroup: true,
  });
  processes.adopt(child, { isPart });
  return child;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'processes-'));
  said = [];
  noted = [];
  processes = new Processes(
    (list) => noted.push(list.map(({ pid }) => pid)),
    (line) => said.push(line),
  );
});

afterEach(async () => {
  await processes.stop();
  rmSync(folder, { recursive: true });
});

it('starts a service again that died, and says so in one line', async () => {
  const first = await start();
  const second = new Promise<Child>((resolve) => {
    void processes.keep(first, async () => {
      const child = await start();
      resolve(child);
      return child;
    });
  });
  process.kill(first.pid, 'SIGKILL');
  expect((await second).hasEnded()).toBe(false);
  expect(said).toEqual([`housing was ended by SIGKILL; starting it again in 0.5 s (log: ${first.log})`]);
});

it('notes each process as it comes and goes, and starts none again while stopping', async () => {
  const service = await start();
  const part = await start(true);
  void processes.keep(service, () => start());
  await processes.stop();
  expect([service.hasEnded(), part.hasEnded()]).toEqual([true, true]);
  expect(noted).toEqual([[service.pid], [service.pid, part.pid], [part.pid], []]);
  expect(said).toEqual([]);
});

it('stops at once what was still being started', async () => {
  await processes.stop();
  expect((await (await start()).ended).how).toBe('was ended by SIGTERM');
});
