/** One program that we started: its log, its end, and how to stop it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  log: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  owner?: { uid: number; gid: number };
  /** A process group of its own: Ctrl-C in the terminal then reaches only the starter, which stops everything in order. */
  ownGroup: boolean;
  stopSignal?: NodeJS.Signals;
  /** For programs that start others and do not hand the signal on. */
  stopsWithItsGroup?: boolean;
  graceMs?: number;
}

export interface Child {
  name: string;
  pid: number;
  log: string;
  stopSignal: NodeJS.Signals;
  /** Settles when the program ended, whatever ended it. */
  ended: Promise<string>;
  hasEnded(): boolean;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const logKeptUpTo = 10_000_000;

export async function run(options: ChildOptions): Promise<Child> {
  const log = openLog(options.log);
  let program: ChildProcess;
  try {
    program = spawn(options.command, options.args, {
      stdio: ['ignore', log, log],
      detached: options.ownGroup,
      ...(options.env && { env: options.env }),
      ...(options.cwd && { cwd: options.cwd }),
      ...options.owner,
    });
    await new Promise((resolve, reject) => program.once('spawn', resolve).once('error', reject));
  } catch (error) {
    throw new Error(`${options.name} could not be started: ${(error as Error).message}.`, { cause: error });
  } finally {
    closeSync(log);
  }

  let over = false;
  const ended = new Promise<string>((resolve) => {
    program.once('exit', (code, signal) => {
      over = true;
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`);
    });
  });
  const pid = program.pid as number;
  const stopSignal = options.stopSignal ?? 'SIGTERM';
  return {
    name: options.name,
    pid,
    log: options.log,
    stopSignal,
    ended,
    hasEnded: () => over,
    stop: async (signal = stopSignal) => {
      if (over) return;
      send(signal, options.stopsWithItsGroup ? -pid : pid);
      const grace = new AbortController();
      await Promise.race([ended, pause(options.graceMs ?? 15_000, undefined, { signal: grace.signal }).catch(() => undefined)]);
      grace.abort();
      if (!over) send('SIGKILL', options.ownGroup ? -pid : pid);
      await ended;
    },
  };
}

/** A process that ended in between is no error; a negative number names a process group. */
export function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Polls until `answers` no longer throws; the end of the program or the limit ends the wait with one sentence. */
export async function waitUntil(child: Child, answers: () => Promise<unknown>, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    if (child.hasEnded()) throw new Error(`${child.name} ${await child.ended} while it was starting; its log is ${child.log}.`);
    try {
      await answers();
      return;
    } catch {
      if (Date.now() > deadline) throw new Error(`${child.name} did not answer within ${limitMs / 1000} s; its log is ${child.log}.`);
    }
    await pause(25);
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logKeptUpTo) renameSync(path, `${path}.1`);
  return openSync(path, 'a');
}
