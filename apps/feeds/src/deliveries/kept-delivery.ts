/** Deliveries as they are kept after an attempt that failed, or while they stand behind another. */
import type { Entry, KeptDelivery } from './delivery.ts';
import { nextAttemptAt } from './retry-schedule.ts';

interface Failure {
  at: Date;
  error: string;
  /** The header Retry-After of the answer. */
  retryAfter: string | null;
  /** From 0 to 1. */
  chance: number;
}

/** `attempts`: with the one that failed. Given up where the schedule has come to its end. */
export function failedDelivery(endpointId: string, entry: Entry, attempts: number, failure: Failure): KeptDelivery {
  const { at, error, retryAfter, chance } = failure;
  const next_at = nextAttemptAt(attempts, at, retryAfter, chance);
  if (next_at === null) return givenUp(endpointId, entry, { attempts, at, error });
  return {
    ...headOf(endpointId, entry),
    state: 'waiting',
    attempts,
    attempted_at: at,
    next_at,
    last_error: error,
    given_up_at: null,
  };
}

export function givenUp(
  endpointId: string,
  entry: Entry,
  { attempts, at, error }: { attempts: number; at: Date; error: string },
): KeptDelivery {
  return {
    ...headOf(endpointId, entry),
    state: 'given_up',
    attempts,
    attempted_at: at,
    next_at: null,
    last_error: error,
    given_up_at: at,
  };
}

/** Behind an earlier delivery of its aggregate. */
export function heldDelivery(endpointId: string, entry: Entry): KeptDelivery {
  return {
    ...headOf(endpointId, entry),
    state: 'held',
    attempts: 0,
    attempted_at: null,
    next_at: null,
    last_error: null,
    given_up_at: null,
  };
}

function headOf(endpoint_id: string, { position, event_no, is_backfill, event_id, type, subject }: Entry) {
  return { endpoint_id, position, event_no, is_backfill, event_id, type, subject };
}
