/** One program that we started: its log, its end, and how to stop it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
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
  /** Is shown each line that the program writes, which also go to the log. */
  onLine?: (line: string) => void;
}

export interface End {
  /** Exit code 0. */
  ok: boolean;
  /** As the rest of a sentence: `ended with code 1`. */
  how: string;
}

export interface Child {
  name: string;
  pid: number;
  log: string;
  stopSignal: NodeJS.Signals;
  /** Settles when the program ended, whatever ended it. */
  ended: Promise<End>;
  hasEnded(): boolean;
  /** Asks it to end, and insists after a while. */
  stop(): Promise<void>;
}

const logKeptUpTo = 10_000_000;

export async function run(options: ChildOptions): Promise<Child> {
  const log = openLog(options.log);
  const output = options.onLine ? 'pipe' : log;
  let program: ChildProcess;
  try {
    program = spawn(options.command, options.args, {
      stdio: ['ignore', output, output],
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

  for (const stream of [program.stdout, program.stderr]) if (stream) forEachLine(stream, options);

  let over = false;
  const ended = new Promise<End>((resolve) => {
    program.once('exit', (code, signal) => {
      over = true;
      resolve({ ok: code === 0, how: signal ? `was ended by ${signal}` : `ended with code ${code}` });
    });
  });
  const pid = program.pid as number;
  const stopSignal = options.stopSignal ?? 'SIGTERM';
  const stop = async (): Promise<void> => {
    if (over) return;
    send(stopSignal, options.stopsWithItsGroup ? -pid : pid);
    const grace = new AbortController();
    await Promise.race([ended, pause(options.graceMs ?? 15_000, undefined, { signal: grace.signal }).catch(() => undefined)]);
    grace.abort();
    if (!over) send('SIGKILL', options.ownGroup ? -pid : pid);
    await ended;
  };
  let stopping: Promise<void> | undefined;
  return {
    name: options.name,
    pid,
    log: options.log,
    stopSignal,
    ended,
    hasEnded: () => over,
    stop: () => (stopping ??= stop()),
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
    if (child.hasEnded()) {
      throw new Error(`${child.name} ${(await child.ended).how} while it was starting${lastWords(child.log)}; its log is ${child.log}.`);
    }
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
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logKeptUpTo) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function forEachLine(stream: Readable, { log, onLine }: ChildOptions): void {
  createInterface({ input: stream }).on('line', (line) => {
    appendFileSync(log, `${line}\n`);
    onLine?.(line);
  });
}

/** The last line of a log in brackets, when it was written for people; else nothing. */
export function lastWords(log: string): string {
  const line = readFileSync(log, 'utf8').trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line && line.length <= 300 && !line.startsWith('{') ? ` (${line.replace(/\.$/, '')})` : '';
}
