/** Programs of members, run as they would: in a folder of their own, with the packages that they need. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const modules = resolve(import.meta.dirname, '../../../node_modules');

export interface ProgramFolder {
  path: string;
  /** Variables by which programs find Node, Python’s packages and nothing of this test run. */
  environment: Record<string, string>;
  remove(): void;
}

/** With `standardwebhooks` for Node and for Python. */
export function programFolder(): ProgramFolder {
  const path = mkdtempSync(join(tmpdir(), 'park-programs-'));
  mkdirSync(join(path, 'node_modules'));
  for (const name of ['standardwebhooks', 'fast-sha256', '@stablelib'])
    symlinkSync(join(modules, name), join(path, 'node_modules', name), 'dir');
  const packages = join(path, 'python');
  const { status, stderr } = spawnSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', packages, 'standardwebhooks==1.1.0'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Programs in Python need python3 with pip: ${stderr}`);
  const environment = {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    PYTHONPATH: packages,
  };
  return { path, environment, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Program {
  child: ChildProcess;
  /** All that it has printed so far. */
  printed(): string;
  complaints(): string;
  /** Its exit code; null where it was killed. */
  ended: Promise<number | null>;
  kill(): Promise<void>;
}

export function startProgram(command: string, args: readonly string[], cwd: string, env: Record<string, string>): Program {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const texts = { printed: '', complaints: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.complaints += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    child,
    printed: () => texts.printed,
    complaints: () => texts.complaints,
    ended,
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
  };
}
