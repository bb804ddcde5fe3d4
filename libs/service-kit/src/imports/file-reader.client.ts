/**
 * Reads files in processes of their own, one after the other: a file can ask for more time and memory than a service has to give, and a thread that runs
 * out of memory may end the service with it.
 */
import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FieldError } from '@park/kernel';
import { limits } from '../http/limits.ts';
import type { FileRow, KnownColumn, Table } from './table.ts';

export interface FileQuestion {
  /** A table, or its rows as they were sent. */
  wants: 'table' | 'sent';
  bytes: Uint8Array;
  isWorkbook: boolean;
  /** The sender's word for the encoding of a text file. */
  charset: string | null;
  known: readonly KnownColumn[];
  /** Rows; one more is read where there are more. */
  most: number;
}

/** A table, or why there is none. */
export interface FileAnswer {
  table?: Table;
  sent?: FileRow[];
  /** Of the header. */
  header?: FieldError[];
  encoding?: string;
  malformed?: string;
}

/** The file took longer, or more memory, than a file of this size needs. */
export class FileTooLarge extends Error {}

const program = fileURLToPath(new URL(`./file-process.client${extname(import.meta.url)}`, import.meta.url));
let reading = 0;
const waiting: (() => void)[] = [];

/** Throws `FileTooLarge`; the signal's reason where the one who asked has gone. */
export async function readFile(question: FileQuestion, signal?: AbortSignal): Promise<FileAnswer> {
  if (reading >= limits.filesAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else reading++;
  try {
    signal?.throwIfAborted();
    return await inProcess(question, signal);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else reading--;
  }
}

async function inProcess(question: FileQuestion, signal?: AbortSignal): Promise<FileAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<FileAnswer>();
  const child = fork(program, {
    execArgv: [`--max-old-space-size=${limits.fileProcessMb}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.once('message', (answer) => resolve(answer as FileAnswer));
  child.once('error', reject);
  child.once('exit', () => reject(new FileTooLarge()));
  const tooLong = setTimeout(() => reject(new FileTooLarge()), limits.fileMs);
  const gone = (): void => reject(signal!.reason as Error);
  signal?.addEventListener('abort', gone);
  try {
    child.send(question, (error) => error && reject(error));
    return await promise;
  } finally {
    clearTimeout(tooLong);
    signal?.removeEventListener('abort', gone);
    child.kill('SIGKILL');
  }
}
