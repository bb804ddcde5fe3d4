import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endProcesses, identityOf, isAlive, type RecordedProcess } from './process-record.ts';

let idler: ChildProcess;
let recorded: RecordedProcess;

beforeEach(async () => {
  idler = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("here")'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(idler.stdout!, 'data');
  recorded = { name: 'idler', pid: idler.pid!, identity: identityOf(idler.pid!)!, stopSignal: 'SIGTERM', isPart: false };
});

afterEach(() => idler.kill('SIGKILL'));

it('ends a process that was left behind', async () => {
  const exit = once(idler, 'exit');
  expect(await endProcesses([recorded])).toBe(1);
  expect((await exit)[1]).toBe('SIGTERM');
  expect(isAlive(recorded)).toBe(false);
});

it('leaves alone a foreign process that has got the same number', async () => {
  expect(await endProcesses([{ ...recorded, identity: 'an earlier one' }])).toBe(0);
  expect(isAlive(recorded)).toBe(true);
});

it('knows its own process', () => {
  expect(identityOf(process.pid)).toBe(identityOf(process.pid));
  expect(identityOf(2 ** 30)).toBeUndefined();
});
