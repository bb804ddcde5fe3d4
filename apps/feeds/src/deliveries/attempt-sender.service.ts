/** Makes the attempts on one endpoint: signs, sends, and says what became of it. */
import type { SigningKey } from '../endpoints/signing-keys.service.ts';
import type { Attempt, AttemptKind, Sendable } from './delivery.ts';
import type { Sending } from './dispatch.store.ts';
import { attemptOf, headOfAttempt, retryAfterOf, webhookRequest } from './webhook-request.service.ts';
import { targetOf, type WebhookClient, type WebhookTarget } from './webhook.client.ts';

/** The points at which tests kill a dispatcher. */
export type DispatchPoint = 'before send' | 'after send' | 'before store' | 'after store';

export interface SenderParts {
  client: WebhookClient;
  now(): Date;
  /** From 0 to 1. */
  chance(): number;
  onPoint?: ((point: DispatchPoint) => void) | undefined;
}

/** An attempt that ended. */
export interface Ended {
  attempt: Attempt;
  isFailed: boolean;
  failure: { at: Date; error: string; retryAfter: string | null; chance: number };
}

export class AttemptSender {
  private target: WebhookTarget;

  constructor(
    private readonly endpoint: Pick<Sending, 'id' | 'url'>,
    private keys: readonly SigningKey[],
    private readonly parts: SenderParts,
  ) {
    this.target = targetOf(endpoint.url);
  }

  update({ url }: Pick<Sending, 'url'>, keys: readonly SigningKey[] | null): void {
    this.target = targetOf(url);
    if (keys) this.keys = keys;
  }

  async send(kind: AttemptKind, entry: Sendable): Promise<Ended> {
    const { client, now, chance, onPoint } = this.parts;
    const at = now();
    onPoint?.('before send');
    const answer = await client.send(this.target, webhookRequest(this.keys, entry, at));
    onPoint?.('after send');
    const attempt = attemptOf(headOfAttempt(this.endpoint.id, entry, kind, at), answer);
    const failure = { at, error: attempt.error ?? '', retryAfter: retryAfterOf(answer), chance: chance() };
    return { attempt, isFailed: attempt.outcome === 'failed', failure };
  }
}
