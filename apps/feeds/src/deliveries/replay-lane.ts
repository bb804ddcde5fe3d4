/** Replays of one endpoint: ranges of its log that are sent once more, one entry at a time, when nothing else is to be sent. */
import type { ReplayEntry } from './delivery.ts';
import type { ReplayMove } from './result-book.ts';
import { nextAttemptAt } from './retry-schedule.ts';

export type SentReplay = Extract<ReplayEntry, { position: number }>;

export class ReplayLane {
  private entries: SentReplay[] = [];
  private isSending = false;
  /** The row of the replay that was read is old. */
  private isAhead = false;

  /** `dueAt`: when the oldest replay may go on, in milliseconds; null where there is none. */
  constructor(private dueAt: number | null) {}

  /** One may go on then. */
  dueBy(at: Date | null): void {
    if (at !== null) this.dueAt = Math.min(this.dueAt ?? Infinity, at.getTime());
  }

  wantsEntries(nowMs: number): boolean {
    return this.dueAt !== null && this.dueAt <= nowMs && !this.isAhead && this.entries.length === 0;
  }

  /** Answers the move of a replay of which nothing is left to send. */
  offer(read: readonly ReplayEntry[], now: Date): ReplayMove | null {
    this.dueAt = null;
    const [first] = read;
    if (first && first.position === null) {
      this.isAhead = true;
      return moved(first, first.to_position + 1, 0, now);
    }
    this.entries = read.filter((entry): entry is SentReplay => entry.position !== null);
    return null;
  }

  get next(): SentReplay | null {
    return this.isSending ? null : (this.entries[0] ?? null);
  }

  begin(): void {
    this.entries.shift();
    this.isSending = true;
    this.isAhead = true;
  }

  /** One that fails is tried again by the schedule of deliveries, and the rest waits behind it; at its end it is passed over. */
  end(entry: SentReplay, failure: { at: Date; retryAfter: string | null; chance: number } | null, now: Date): ReplayMove {
    this.isSending = false;
    const attempts = entry.replay_attempts + 1;
    const next = failure && nextAttemptAt(attempts, failure.at, failure.retryAfter, failure.chance);
    if (next === null) return moved(entry, entry.position + 1, 0, now);
    this.entries = [];
    return moved(entry, entry.position, attempts, next);
  }

  /** The move is stored: more can be read. */
  stored({ next_at }: ReplayMove): void {
    if (this.isSending) return;
    this.isAhead = false;
    if (this.entries.length === 0) this.dueAt = next_at.getTime();
  }
}

function moved({ replay_id: id, to_position }: ReplayEntry, next_position: number, attempts: number, next_at: Date): ReplayMove {
  return { id, next_position, to_position, attempts, next_at };
}
