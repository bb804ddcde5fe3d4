/** The results at one endpoint since they were last stored. */
import type { Attempted } from '../endpoints/endpoint.ts';
import { latencyClass, noLatencies, type Latencies } from '../doors/latency.ts';
import type { Attempt, KeptDelivery } from './delivery.ts';

export interface ReplayMove {
  id: string;
  next_position: number;
  to_position: number;
  attempts: number;
  next_at: Date;
}

/** The attempts that count for the door: first ones and retries. */
export interface DoorTally {
  attempted: number;
  delivered: number;
  failed: number;
  latencies: Latencies;
}

export interface Booked {
  attempted: Attempted;
  attempts: Attempt[];
  /** Entries that are kept for the first time. */
  kept: KeptDelivery[];
  /** Deliveries that failed once more. */
  failedAgain: KeptDelivery[];
  /** Positions of deliveries that were acknowledged. */
  acknowledged: number[];
  /** By replay, where it is now. */
  replays: Map<string, ReplayMove>;
  /** Aggregates of which a delivery was kept, acknowledged or given up. */
  subjects: Set<string>;
  tally: DoorTally;
}

const gone = 410;

export class ResultBook {
  private booked: Booked = emptyBook();
  private isEmpty = true;
  private unstored = 0;

  /** Attempts that are not stored yet. */
  get unstoredCount(): number {
    return this.unstored;
  }

  /** Nothing that is not stored. */
  get isSettled(): boolean {
    return this.isEmpty && this.unstored === 0;
  }

  get isGone(): boolean {
    return this.booked.attempted.isGone;
  }

  hasKept(subject: string): boolean {
    return this.booked.subjects.has(subject);
  }

  /** It says something of the endpoint, and of its door where it is no repetition that somebody asked for. */
  attempt(attempt: Attempt, occurredAt: Date, now: Date): void {
    this.note(attempt);
    const { attempted } = this.booked;
    if (attempt.outcome === 'acknowledged') Object.assign(attempted, { acknowledgedAt: now, failures: 0, firstFailureAt: null });
    else {
      attempted.failures++;
      attempted.firstFailureAt ??= now;
      attempted.isGone ||= attempt.status === gone;
    }
    if (attempt.kind === 'first' || attempt.kind === 'retry') this.tally(attempt, occurredAt, now);
  }

  /** It stands in the list of attempts alone. */
  note(attempt: Attempt): void {
    this.isEmpty = false;
    this.unstored++;
    this.booked.attempts.push(attempt);
  }

  keep(delivery: KeptDelivery): void {
    this.isEmpty = false;
    this.booked.kept.push(delivery);
    this.booked.subjects.add(delivery.subject);
  }

  failAgain(delivery: KeptDelivery): void {
    this.isEmpty = false;
    this.booked.failedAgain.push(delivery);
    this.booked.subjects.add(delivery.subject);
  }

  acknowledge({ position, subject }: { position: number; subject: string }): void {
    this.isEmpty = false;
    this.booked.acknowledged.push(position);
    this.booked.subjects.add(subject);
  }

  moveReplay(move: ReplayMove): void {
    this.isEmpty = false;
    this.booked.replays.set(move.id, move);
  }

  /** Null for nothing. */
  take(): Booked | null {
    if (this.isEmpty) return null;
    const { booked } = this;
    this.booked = emptyBook();
    this.isEmpty = true;
    return booked;
  }

  stored({ attempts }: Booked): void {
    this.unstored -= attempts.length;
  }

  private tally({ outcome }: Attempt, occurredAt: Date, now: Date): void {
    const { tally } = this.booked;
    tally.attempted++;
    if (outcome === 'failed') tally.failed++;
    else {
      tally.delivered++;
      tally.latencies[latencyClass(now.getTime() - occurredAt.getTime())]!++;
    }
  }
}

function emptyBook(): Booked {
  return {
    attempted: { acknowledgedAt: null, failures: 0, firstFailureAt: null, isGone: false },
    attempts: [],
    kept: [],
    failedAgain: [],
    acknowledged: [],
    replays: new Map(),
    subjects: new Set(),
    tally: { attempted: 0, delivered: 0, failed: 0, latencies: noLatencies() },
  };
}
