/** An entry as a webhook, Standard Webhooks 1.0 with a CloudEvent in structured mode, and the row of an attempt. */
import { v7 as uuidv7 } from 'uuid';
import { signatureHeaders, type SigningKey } from '../endpoints/signing-keys.service.ts';
import { cloudEventOf, type Positioned } from '../feed/feed-page.ts';
import type { Attempt, AttemptKind } from './delivery.ts';
import type { WebhookAnswer, WebhookRequest } from './webhook.client.ts';

const contentHeaders = { 'content-type': 'application/cloudevents+json; charset=utf-8', 'user-agent': 'park-webhooks/1.0' };

/** The id of the event is the same at every attempt: by it a receiver finds what came twice. */
export function webhookRequest(keys: readonly SigningKey[], entry: Positioned & { event_id: string }, now: Date): WebhookRequest {
  return signedRequest(keys, entry.event_id, cloudEventOf(entry), now);
}

export function signedRequest(keys: readonly SigningKey[], id: string, body: string, now: Date): WebhookRequest {
  return { method: 'POST', headers: { ...contentHeaders, ...signatureHeaders(keys, id, body, now) }, body };
}

export type AttemptHead = Pick<Attempt, 'endpoint_id' | 'position' | 'event_id' | 'type' | 'kind' | 'at'>;

export function headOfAttempt(
  endpoint_id: string,
  { position, event_id, type }: Pick<Attempt, 'position' | 'event_id' | 'type'>,
  kind: AttemptKind,
  at: Date,
): AttemptHead {
  return { endpoint_id, position, event_id, type, kind, at };
}

export function attemptOf(head: AttemptHead, { status, duration_ms, error, answer }: WebhookAnswer): Attempt {
  const outcome = error === null ? 'acknowledged' : 'failed';
  return { id: uuidv7(), ...head, status, duration_ms, outcome, error, answer };
}

/** Notes entries that were never sent, because the log does not keep them any more. */
export function expiredAttempt(endpoint_id: string, from: number, to: number, at: Date): Attempt {
  return {
    ...{ id: uuidv7(), endpoint_id, position: from, event_id: uuidv7(), type: 'park.feeds.expired.v1', kind: 'first', at },
    ...{ status: null, duration_ms: 0, outcome: 'failed', error: 'expired' },
    answer: `${to - from + 1} entries, positions ${from} to ${to}, were not sent: they are not kept any more`,
  };
}

export function retryAfterOf({ headers }: WebhookAnswer): string | null {
  return [headers['retry-after']].flat()[0] ?? null;
}
