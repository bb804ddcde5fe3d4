/** The queries of the dispatcher. Each asks for many endpoints at once, and finds its rows by an index. */
import type { EntityManager } from 'typeorm';
import type { Endpoint } from '../endpoints/endpoint.ts';
import type { ReplayEntry, Sendable, WaitingDelivery } from './delivery.ts';
import type { ReadWindowEntry } from './delivery-window.ts';

type Db = Pick<EntityManager, 'query'>;

/** An endpoint as the dispatcher knows it. */
export type Sending = Pick<
  Endpoint,
  | 'id'
  | 'code'
  | 'organisation_id'
  | 'log_no'
  | 'url'
  | 'state'
  | 'order'
  | 'rate_per_minute'
  | 'allowed_rate'
  | 'concurrency'
  | 'position'
  | 'failures'
  | 'version'
> & {
  /** Of its log. */
  last_position: number;
  /** Of the delivery that is due first. */
  next_at: Date | null;
  /** Of the replay that is due first. */
  replay_at: Date | null;
};

/** Those that something is sent to: verified ones, of members whose feed is open. */
export async function sendingEndpoints(db: Db): Promise<Sending[]> {
  return await db.query(
    `select e.id, e.code, e.organisation_id, e.log_no, e.url, e.state, e."order", e.rate_per_minute, e.allowed_rate, e.concurrency, e.position, e.failures, e.version, m.last_position,
       (select d.next_at from delivery d where d.endpoint_id = e.id and d.state = 'waiting' order by d.next_at limit 1) as next_at,
       (select min(r.next_at) from replay r where r.endpoint_id = e.id) as replay_at
     from endpoint e join member m using (log_no) where e.state in ('active', 'degraded') and m.is_open`,
  );
}

export interface WantedEntries {
  endpoint_id: string;
  log_no: number;
  after: number;
  limit: number;
}

export type ReadForEndpoint = ReadWindowEntry<Sendable> & { endpoint_id: string };

/** For each endpoint the entries of its log after its position, in order. */
export async function entriesFor(db: Db, wanted: readonly WantedEntries[]): Promise<Map<string, ReadForEndpoint[]>> {
  const rows: ReadForEndpoint[] = await db.query(
    `select w.endpoint_id, l.position, l.event_no, l.is_backfill, e.event_id, e.type, e.subject, e.occurred_at, e.json,
       exists (select from delivery d where d.endpoint_id = w.endpoint_id and d.position = l.position) as is_kept,
       exists (select from delivery d where d.endpoint_id = w.endpoint_id and d.subject = e.subject and d.state in ('waiting', 'held')) as is_blocked
     from jsonb_to_recordset($1::jsonb) as w(endpoint_id uuid, log_no int, after bigint, "limit" int)
       cross join lateral (
         select * from log_entry n where n.log_no = w.log_no and n.position > w.after order by n.position limit w."limit") l
       join feed_event e using (event_no)
     order by w.endpoint_id, l.position`,
    [JSON.stringify(wanted)],
  );
  return Map.groupBy(rows, ({ endpoint_id }) => endpoint_id);
}

const waitingColumns = `d.endpoint_id, d.position, d.event_no, d.is_backfill, d.event_id, d.type, d.subject, d.attempts, d.attempted_at, d.next_at,
  e.json, e.occurred_at`;

type WaitingForEndpoint = WaitingDelivery & { endpoint_id: string };

/** For each endpoint the waiting deliveries that are due first; they need not be due yet. */
export async function waitingFor(
  db: Db,
  wanted: readonly { endpoint_id: string; limit: number }[],
): Promise<Map<string, WaitingForEndpoint[]>> {
  const rows: WaitingForEndpoint[] = await db.query(
    `select ${waitingColumns} from jsonb_to_recordset($1::jsonb) as w(endpoint_id uuid, "limit" int)
       cross join lateral (
         select * from delivery n where n.endpoint_id = w.endpoint_id and n.state = 'waiting' order by n.next_at limit w."limit") d
       left join feed_event e using (event_no)
     order by d.next_at, d.position`,
    [JSON.stringify(wanted)],
  );
  return Map.groupBy(rows, ({ endpoint_id }) => endpoint_id);
}

/** For each endpoint the oldest delivery that waits: by it a degraded one is tried. */
export async function oldestWaitingFor(db: Db, endpointIds: readonly string[]): Promise<Map<string, WaitingForEndpoint[]>> {
  const rows: WaitingForEndpoint[] = await db.query(
    `select ${waitingColumns} from unnest($1::uuid[]) as w(endpoint_id)
       cross join lateral (
         select * from delivery n where n.endpoint_id = w.endpoint_id and n.state = 'waiting' order by n.position limit 1) d
       left join feed_event e using (event_no)`,
    [endpointIds],
  );
  return Map.groupBy(rows, ({ endpoint_id }) => endpoint_id);
}

/**
 * For each endpoint the next entries of its oldest replay, where that is due. Those that are not kept any more are passed over; where none
 * is left, there is one row without an entry.
 */
export async function replayEntriesFor(
  db: Db,
  endpointIds: readonly string[],
  now: Date,
  limit: number,
): Promise<Map<string, ReplayEntry[]>> {
  const rows: (ReplayEntry & { endpoint_id: string })[] = await db.query(
    `select w.endpoint_id, r.id as replay_id, r.to_position, r.attempts as replay_attempts,
       l.position, l.event_no, l.is_backfill, e.event_id, e.type, e.subject, e.occurred_at, e.json
     from unnest($1::uuid[]) as w(endpoint_id)
       join endpoint p on p.id = w.endpoint_id
       cross join lateral (select * from replay n where n.endpoint_id = w.endpoint_id order by n.id limit 1) r
       left join lateral (
         select * from log_entry n where n.log_no = p.log_no and n.position between r.next_position and r.to_position
         order by n.position limit $3) l on true
       left join feed_event e using (event_no)
     where r.next_at <= $2 order by w.endpoint_id, l.position`,
    [endpointIds, now, limit],
  );
  return Map.groupBy(rows, ({ endpoint_id }) => endpoint_id);
}
