/** What happened at one endpoint since it was last stored. */
import type { Attempted } from '../endpoints/endpoint.ts';
import { latencyClass, noLatencies, type Latencies } from '../doors/latency.ts';
import type { Attempt, AttemptKind, KeptDelivery } from './delivery.ts';

export interface ReplayMove {
  id: string;
  next_position: number;
  to_position: number;
  attempts: number;
  next_at: Date;
}

/** The attempts that count for the door: of first deliveries and retries. */
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

export function emptyBook(): Booked {
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

/** Notes an attempt, and what it says of the endpoint. */
export function book(booked: Booked, attempt: Attempt, occurredAt: Date, now: Date): void {
  const { attempted } = booked;
  booked.attempts.push(attempt);
  if (attempt.outcome === 'acknowledged') Object.assign(attempted, { acknowledgedAt: now, failures: 0, firstFailureAt: null });
  else {
    attempted.failures++;
    attempted.firstFailureAt ??= now;
    attempted.isGone ||= attempt.status === gone;
  }
  if (isTallied(attempt.kind)) tally(booked.tally, attempt, occurredAt, now);
}

const gone = 410;

function isTallied(kind: AttemptKind): boolean {
  return kind === 'first' || kind === 'retry';
}

function tally(sums: DoorTally, { outcome }: Attempt, occurredAt: Date, now: Date): void {
  sums.attempted++;
  if (outcome === 'failed') sums.failed++;
  else {
    sums.delivered++;
    sums.latencies[latencyClass(now.getTime() - occurredAt.getTime())]!++;
  }
}
