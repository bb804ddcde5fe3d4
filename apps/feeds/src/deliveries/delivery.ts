/** Entries as they are sent, and the rows of attempts and deliveries. */
import { invalid } from '@park/kernel';
import { z } from 'zod';

export const attemptKinds = ['first', 'retry', 'resend', 'replay', 'test'] as const;
export const attemptOutcomes = ['acknowledged', 'failed'] as const;
export const deliveryStates = ['waiting', 'held', 'given_up'] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** An entry of a log, without its event. */
export interface Entry {
  position: number;
  event_no: number;
  is_backfill: boolean;
  event_id: string;
  type: string;
  subject: string;
}

/** An entry that is sent. */
export interface Sendable extends Entry {
  occurred_at: Date;
  json: string;
}

/** A delivery that waits. Without the event where that is not kept any more. */
export interface WaitingDelivery extends Entry {
  json: string | null;
  occurred_at: Date | null;
  attempts: number;
  attempted_at: Date | null;
  next_at: Date;
}

/** An entry of a replay; without it, the replay is over. */
export type ReplayEntry = (Sendable | Record<keyof Sendable, null>) & {
  replay_id: string;
  to_position: number;
  /** Of its next entry, that failed. */
  replay_attempts: number;
};

/** A row of the table `delivery`. */
export interface KeptDelivery extends Entry {
  endpoint_id: string;
  state: (typeof deliveryStates)[number];
  attempts: number;
  attempted_at: Date | null;
  next_at: Date | null;
  last_error: string | null;
  given_up_at: Date | null;
}

export const attempt = z.object({
  id: z.uuid(),
  endpoint_id: z.uuid(),
  position: z.number().int().nullable().describe('Null for a test'),
  event_id: z.uuid(),
  type: z.string(),
  kind: z.enum(attemptKinds),
  at: z.iso.datetime(),
  status: z.number().int().nullable(),
  duration_ms: z.number().int(),
  outcome: z.enum(attemptOutcomes),
  error: z
    .string()
    .nullable()
    .describe('Short code, such as timeout, connection_refused, address_refused, redirect, certificate, status, expired'),
  answer: z.string().describe('Its first kilobyte'),
});
/** As a page answers it; times are written as instants. */
export type Attempt = Omit<z.infer<typeof attempt>, 'at'> & { at: Date };

export const delivery = z.object({
  position: z.number().int(),
  event_id: z.uuid(),
  type: z.string(),
  subject: z.uuid(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  next_at: z.iso.datetime().nullable(),
  last_error: z.string().nullable(),
});
export type Delivery = Omit<z.infer<typeof delivery>, 'next_at'> & { next_at: Date | null };

export const anAttempt: Attempt = {
  id: '0197a0c0-0000-7000-8000-0000000000a0',
  endpoint_id: '0197a0c0-0000-7000-8000-000000000090',
  position: 4711,
  event_id: '0197a0c0-0000-7000-8000-000000000001',
  type: 'park.recruitment.fair.phase-changed.v1',
  kind: 'first',
  at: new Date('2025-07-20T01:00:00.000Z'),
  status: 500,
  duration_ms: 41,
  outcome: 'failed',
  error: 'status',
  answer: 'try later',
};

export const aDelivery: Delivery = {
  position: 4711,
  event_id: '0197a0c0-0000-7000-8000-000000000001',
  type: 'park.recruitment.fair.phase-changed.v1',
  subject: '0197a0c0-0000-7000-8000-000000000060',
  state: 'waiting',
  attempts: 1,
  next_at: new Date('2025-07-20T01:00:05.000Z'),
  last_error: 'status',
};

export const attemptsPage = z.object({ items: z.array(attempt), next: z.string().nullable().describe('Cursor of the next page') });
export const deliveriesPage = z.object({ items: z.array(delivery), next: z.string().nullable().describe('Cursor of the next page') });
export const counted = z.object({ count: z.number().int() });
export type Counted = z.infer<typeof counted>;

/** Of deliveries that were given up since then. Throws `invalid in_future`. */
export function requirePast(since: Date, now: Date): void {
  if (since > now) throw invalid('/since', 'in_future', 'since must not be later than now.');
}
