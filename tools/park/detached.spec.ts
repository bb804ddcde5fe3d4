import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedFolder } from './closed-folder.ts';

const background = join(import.meta.dirname, 'background.fixture.ts');
const print = console.log;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detached-'));
  process.env['PARK_DIR'] = folder;
});

afterEach(() => {
  delete process.env['PARK_DIR'];
  console.log = print;
  rmSync(folder, { recursive: true });
});

it('shows the password to whoever started the park, and writes it into no log', async () => {
  const shown: string[] = [];
  console.log = (line: string) => void shown.push(line);
  closedFolder(join(folder, 'log'));
  const { startDetached } = await import('./detached.ts'); // looks for PARK_DIR when it is loaded

  expect(await startDetached([], background)).toBe(0);

  expect(shown.join('\n')).toContain('sign in as operations with only-for-eyes');
  const log = join(folder, 'log', 'park.log');
  expect(readFileSync(log, 'utf8')).toBe('The park is up after 12.3 s.\n');
  expect(statSync(log).mode & 0o077).toBe(0);
});

it('closes a folder that stands open to others', () => {
  const logs = mkdtempSync(join(folder, 'log-'));
  chmodSync(logs, 0o755);
  closedFolder(logs);
  expect(statSync(logs).mode & 0o777).toBe(0o700);
});
