/** The board as it is now: a stream that is read for as long as somebody is signed in, and taken up again when it breaks. */
import { computed, effect, signal } from '@preact/signals';
import type { Board } from '@park/contracts';
import { dayAt } from '../numbers/moment-text.ts';
import { now } from '../shell/now.store.ts';
import { backOffMs } from './back-off.ts';
import { eventStreamParser } from './event-stream.ts';
import { send } from './park-api.client.ts';

export type Connection = 'connecting' | 'live' | 'broken';

/** The service says that it is there every 15 seconds; a stream that is silent for longer than two of these is dead. */
const silenceMs = 35_000;
/** Before a stream that has ended in order is taken up again; it was live until then. */
const orderlyMs = 300;
/** After so long without a word figures are no longer shown as the present ones. */
const staleMs = 90_000;

export const board = signal<Board | null>(null);
export const connection = signal<Connection>('connecting');
export const boardError = signal<unknown>(null);
const heardAt = signal<number | null>(null);

/** Milliseconds since the figures were last known to be the present ones; null while they are. */
export const age = computed(() => {
  if (connection.value === 'live' || heardAt.value === null) return null;
  return Math.max(0, now.value - heardAt.value);
});
/** The park's day, as the park says; until it has said so, by this machine's clock. */
export const today = computed(() => board.value?.as_of ?? dayAt(new Date(now.value)));
export const isStale = computed(() => (age.value ?? 0) > staleMs);

/** Follows the board's version, but in steps that leave time to read what is asked anew with each. */
const stepMs = 5_000;
export const revision = signal(0);
let stepping: ReturnType<typeof setTimeout> | undefined;

effect(() => {
  const version = board.value?.version ?? 0;
  if (revision.peek() === 0) revision.value = version;
  else if (version !== revision.peek()) stepping ??= setTimeout(step, stepMs);
});

function step(): void {
  stepping = undefined;
  revision.value = board.peek()?.version ?? 0;
}

/** Reads until `until` is aborted. */
export async function keepListening(until: AbortSignal): Promise<void> {
  let failures = 0;
  while (!until.aborted) {
    try {
      await listen(until, () => (failures = 0));
      // It ended in order, as it does when the token expires: the next one is asked for with a new token.
      await pause(orderlyMs, until);
      continue;
    } catch (error) {
      boardError.value = error;
    }
    if (until.aborted) return;
    failures++;
    connection.value = 'broken';
    await pause(backOffMs(failures, Math.random()), until);
  }
}

async function listen(until: AbortSignal, heard: () => void): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silenceMs);
  const known: Record<string, string> = board.value ? { 'last-event-id': String(board.value.version) } : {};
  const answer = await send('/board/live', {
    headers: { accept: 'text/event-stream', ...known },
    signal: AbortSignal.any([until, silent.signal]),
  });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const parser = eventStreamParser();
  try {
    for (;;) {
      connection.value = 'live';
      boardError.value = null;
      heardAt.value = Date.now();
      heard();
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silenceMs);
      const newest = parser.take(value).findLast(({ event }) => event === 'board');
      if (newest) board.value = JSON.parse(newest.data) as Board;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Ends early when the network is back. */
function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      until.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    until.addEventListener('abort', end);
  });
}
