/**
 * Runs a command: the one place where a transaction is opened for a request. The Idempotency-Key is claimed in it, and the answer
 * remembered in it, so that effect, events and remembered answer stand or fall together. A refusal rolls all back and is not remembered.
 */
import { createHash } from 'node:crypto';
import { Refusal, requireOperator } from '@park/kernel';
import { askPrepared, isAborted, runBeforeNext } from '@park/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral } from 'typeorm';
import type { Command } from './command.ts';
import { commandOfRequest } from './command-of.service.ts';
import type { ParkRequest } from '../http/request.ts';
import { shownTo, type Listing } from '../lists/listing.ts';
import { CLOCK, type Clock } from '../service/tokens.ts';

@Injectable()
export class Commands {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** For the park's own people and systems. Throws `forbidden operator_only` for a member organisation, whatever scopes its token has. */
  async run<Answer>(request: ParkRequest, decide: (command: Command) => Promise<Answer>): Promise<Answer> {
    requireOperator(request.caller);
    return await this.untilDone(request, decide);
  }

  /**
   * Also for member organisations, who are answered the row as the listing shows it to them. The rows that `decide` changes must be theirs:
   * `change` sees to that where it is given the listing, `decide` must where it makes something new.
   */
  async runForMembers<Row extends ObjectLiteral>(
    request: ParkRequest,
    listing: Listing<Row>,
    decide: (command: Command) => Promise<Row>,
  ): Promise<Row> {
    return await this.untilDone(request, async (command) => shownTo(request.caller, listing, await decide(command)));
  }

  private async untilDone<Answer>(request: ParkRequest, decide: (command: Command) => Promise<Answer>): Promise<Answer> {
    const key = idempotencyKey(request);
    return await untilNotAborted(() => this.once(request, key, decide));
  }

  private async once<Answer>(request: ParkRequest, key: string | null, decide: (command: Command) => Promise<Answer>): Promise<Answer> {
    return await this.dataSource.transaction(async (tx) => {
      const claim = key === null ? null : await this.claim(tx, request, key);
      if (claim?.answer) {
        request.replayed = true;
        return claim.answer.body as Answer;
      }
      const answer = await decide(commandOfRequest(request, tx, this.clock()));
      if (claim) await this.remember(tx, claim, answer);
      return answer;
    });
  }

  private async claim(tx: EntityManager, request: ParkRequest, key: string): Promise<Claim> {
    const scope = `${request.caller.organisation} ${request.caller.id} ${request.method} ${request.url.split('?')[0]} ${key}`;
    const [known] = await askPrepared<Known>(tx, claimStatement, [scope]);
    if (!known!.free) throw new Refusal('conflict', 'request_in_progress', 'A request with this Idempotency-Key is still running.');
    const fingerprint = fingerprintOf(request);
    if (known!.fingerprint !== null && known!.fingerprint !== fingerprint) {
      throw new Refusal('invalid', 'idempotency_key_reuse', 'This Idempotency-Key was used for another request.');
    }
    return { scope, fingerprint, answer: known!.fingerprint === null ? null : { body: known!.answer } };
  }

  private async remember(tx: EntityManager, { scope, fingerprint }: Claim, answer: unknown): Promise<void> {
    await runBeforeNext(tx, {
      name: 'remember',
      text: 'insert into idempotency_key (scope, fingerprint, answer, created_at) values ($1, $2, $3, $4)',
      values: [scope, fingerprint, JSON.stringify(answer ?? null), this.clock()],
    });
  }
}

const claimStatement = { name: 'claim', text: 'select free, fingerprint, answer from idempotency_claim($1)' };

/** The answer of `idempotency_claim`; without a fingerprint the key is new. */
interface Known {
  free: boolean;
  fingerprint: string | null;
  answer: unknown;
}

interface Claim {
  scope: string;
  fingerprint: string;
  answer: { body: unknown } | null;
}

const attempts = 5;

/**
 * PostgreSQL ends a deadlock by aborting one transaction (40P01). An aborted command runs again, at most five times in all, and sees
 * what the others committed.
 */
async function untilNotAborted<T>(transact: () => Promise<T>): Promise<T> {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await transact();
    } catch (error) {
      if (left === 0 || !isAborted(error)) throw error;
    }
  }
}

/** Of what a request says: the members of JSON objects have no order (RFC 8259, section 4). */
function fingerprintOf({ url, body }: ParkRequest): string {
  const content = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null, inOrder);
  return createHash('sha256').update(url).update('\n').update(content).digest('hex');
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function idempotencyKey(request: ParkRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new Refusal('invalid', 'malformed_idempotency_key', 'Idempotency-Key must be 1 to 255 printable characters.');
}
