/**
 * Parked messages: what could not be taken in, kept with its reason, and behind it, in order, all later messages of its key.
 * Other keys go on at once. An operator looks, repairs, replays or discards.
 */
import type { EntityManager } from 'typeorm';
import type { IncomingMessage } from './intake-message.ts';
import { askPrepared } from './pipelined.client.ts';

export interface ParkedMessage {
  id: string;
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  type: string | null;
  event_id: string | null;
  headers: Record<string, string>;
  value: string | null;
  state: 'parked' | 'behind' | 'replayed' | 'discarded';
  reason: string;
  attempts: number;
  parked_at: Date;
  settled_at: Date | null;
  /** The operators' actions on it, oldest first. */
  handled: Handling[];
}

export interface Handling {
  at: Date;
  by: string;
  did: 'repaired' | 'discarded';
  because: string;
}

export interface Repair {
  value?: string;
  headers?: Record<string, string>;
}

/** The messages that wait to be repaired or replayed. */
export interface UnsettledCount {
  parked: number;
  behind: number;
  oldest_at: Date | null;
}

export interface ToPark {
  message: IncomingMessage;
  state: 'parked' | 'behind';
  reason: string;
  attempts: number;
}

/** A key of a topic; null where a message has none. */
export interface KeyPlace {
  topic: string;
  key: string | null;
}

/** Keys behind which later messages wait. Messages without a key do not wait for each other. */
export class ParkedKeys {
  private readonly keys = new Map<string, Set<string>>();

  has({ topic, key }: KeyPlace): boolean {
    return key !== null && (this.keys.get(topic)?.has(key) ?? false);
  }

  add({ topic, key }: KeyPlace): void {
    if (key !== null) this.keys.set(topic, (this.keys.get(topic) ?? new Set()).add(key));
  }
}

/**
 * Those of the keys that have something parked. The rows stay locked until the transaction ends, so that a replay of the same key, which locks
 * them for update, sees whatever this transaction puts behind them.
 */
export async function parkedKeys(tx: EntityManager, places: readonly KeyPlace[]): Promise<ParkedKeys> {
  const topics = [...new Set(places.map(({ topic }) => topic))];
  const keys = [...new Set(places.flatMap(({ key }) => key ?? []))];
  const found = new ParkedKeys();
  for (const place of await askPrepared<KeyPlace>(tx, parkedKeysStatement, [topics, JSON.stringify(keys)])) found.add(place);
  return found;
}

/** JSON, because pg writes an array by escaping each of its texts. */
const parkedKeysStatement = {
  name: 'parked keys',
  text: `select topic, key from parked
     where topic = any ($1) and key = any (array(select jsonb_array_elements_text($2::jsonb))) and state in ('parked', 'behind') for share`,
};

export async function park(tx: EntityManager, topic: string, partition: number, items: readonly ToPark[], now: Date): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ message, state, reason, attempts }) => ({
    offset: message.offset,
    key: message.key,
    type: message.headers['ce_type'] ?? null,
    event_id: message.headers['ce_id'] ?? null,
    headers: message.headers,
    value: message.value,
    state,
    reason,
    attempts,
  }));
  await tx.query(
    `insert into parked (topic, partition, "offset", key, type, event_id, headers, value, state, reason, attempts, parked_at)
     select $1, $2, r."offset", r.key, r.type, r.event_id, r.headers, r.value, r.state, r.reason, r.attempts, $4
     from jsonb_to_recordset($3::jsonb)
       as r("offset" bigint, key text, type text, event_id text, headers jsonb, value text, state text, reason text, attempts int)
     order by r."offset"
     on conflict (topic, partition, "offset") do nothing`,
    [topic, partition, JSON.stringify(rows), now],
  );
}

/** The oldest waiting message of a key (or the one message without a key), locked. */
export async function nextWaiting(tx: EntityManager, topic: string, key: string | null, id: string): Promise<ParkedMessage | null> {
  const [row] = await tx.query(
    `select * from parked
     where topic = $1 and state in ('parked', 'behind') and (key = $2 or ($2::text is null and id = $3))
     order by id limit 1 for update`,
    [topic, key, id],
  );
  return row ?? null;
}

export async function settle(tx: EntityManager, id: string, now: Date): Promise<void> {
  await tx.query(`update parked set state = 'replayed', settled_at = $2 where id = $1`, [id, now]);
}

/** `null` where it waits no more. */
export async function repair(tx: EntityManager, id: number, { value, headers = {} }: Repair, how: Handling): Promise<ParkedMessage | null> {
  return await handle(tx, id, how, 'value = coalesce($3, value), headers = headers || $4::jsonb', [value ?? null, JSON.stringify(headers)]);
}

/** `null` where it waits no more. */
export async function discard(tx: EntityManager, id: number, how: Handling): Promise<ParkedMessage | null> {
  return await handle(tx, id, how, `state = 'discarded', settled_at = $3`, [how.at]);
}

async function handle(tx: EntityManager, id: number, how: Handling, change: string, values: unknown[]): Promise<ParkedMessage | null> {
  const [rows]: [ParkedMessage[]] = await tx.query(
    `update parked set handled = handled || $2::jsonb, ${change} where id = $1 and state in ('parked', 'behind') returning *`,
    [id, JSON.stringify([how]), ...values],
  );
  return rows[0] ?? null;
}

export async function refuse(tx: EntityManager, id: string, reason: string): Promise<void> {
  await tx.query(`update parked set state = 'parked', reason = $2, attempts = attempts + 1 where id = $1`, [id, reason]);
}

export async function countWaiting(tx: EntityManager): Promise<UnsettledCount> {
  const [counts] = await tx.query(
    `select count(*) filter (where state = 'parked') as parked, count(*) filter (where state = 'behind') as behind, min(parked_at) as oldest_at
     from parked where state in ('parked', 'behind')`,
  );
  return counts;
}
