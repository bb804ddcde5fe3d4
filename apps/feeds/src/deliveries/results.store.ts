/** Stores what the dispatcher did for all endpoints since the last time: one transaction of some statements, however many attempts. */
import { dateAt } from '@park/kernel';
import { commandOfSystem, save } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import { doorOf } from '../doors/door.store.ts';
import { countAttempts, type Endpoint, type EndpointState } from '../endpoints/endpoint.ts';
import { EndpointTable } from '../endpoints/endpoint.table.ts';
import type { Attempt } from './delivery.ts';
import type { Booked, ReplayMove } from './result-book.ts';

/** Of one endpoint. */
export interface Results extends Booked {
  endpoint_id: string;
  log_no: number;
  organisation_id: string;
  position: number;
}

export interface Stored {
  states: Map<string, EndpointState>;
  /** Of the subjects in question, those of which no delivery waits any more. */
  free: { endpoint_id: string; subject: string }[];
  /** A delivery that was held is due now. */
  due: Set<string>;
}

export async function storeResults(tx: EntityManager, results: readonly Results[], now: Date): Promise<Stored> {
  const states = await storeEndpoints(tx, results, now);
  const live = results.filter(({ endpoint_id }) => (states.get(endpoint_id) ?? 'revoked') !== 'revoked');
  await storeDeliveries(tx, live);
  await storeAttempts(
    tx,
    results.flatMap(({ attempts }) => attempts),
  );
  await storeReplays(
    tx,
    live.flatMap(({ replays }) => [...replays.values()]),
  );
  await storeTallies(tx, results, now);
  return { states, ...(await releaseSubjects(tx, live, now)) };
}

/** Positions and failures in one statement; an endpoint that goes into another state in one of its own, with its event. */
async function storeEndpoints(tx: EntityManager, results: readonly Results[], now: Date): Promise<Map<string, EndpointState>> {
  const rows: Endpoint[] = await tx.query('select * from endpoint where id = any ($1) order by id for no key update', [
    results.map(({ endpoint_id }) => endpoint_id),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const states = new Map<string, EndpointState>();
  const counted: Endpoint[] = [];
  for (const { endpoint_id, position, attempted } of results) {
    const row = byId.get(endpoint_id);
    if (!row) continue;
    const moved = { ...row, position: Math.max(row.position, position) };
    const { next, events } = countAttempts(moved, attempted, dateAt(now));
    states.set(endpoint_id, next.state);
    if (events.length > 0) await save(commandOfSystem('dispatcher', tx, now), EndpointTable, { next, events });
    else counted.push(next);
  }
  await tx.query(
    `update endpoint e set position = c.position, failures = c.failures, failing_since = c.failing_since, last_acknowledged_at = c.last_acknowledged_at
     from jsonb_to_recordset($1::jsonb) as c(id uuid, position bigint, failures int, failing_since timestamptz, last_acknowledged_at timestamptz)
     where e.id = c.id`,
    [
      JSON.stringify(
        counted.map(({ id, position, failures, failing_since, last_acknowledged_at }) => ({
          id,
          position,
          failures,
          failing_since,
          last_acknowledged_at,
        })),
      ),
    ],
  );
  return states;
}

const deliveryForm = `(endpoint_id uuid, position bigint, event_no bigint, is_backfill boolean, event_id uuid, type text, subject uuid,
  state text, attempts int, attempted_at timestamptz, next_at timestamptz, last_error text, given_up_at timestamptz)`;

async function storeDeliveries(tx: EntityManager, results: readonly Results[]): Promise<void> {
  const kept = results.flatMap((one) => one.kept);
  if (kept.length > 0)
    await tx.query(
      `insert into delivery (endpoint_id, position, event_no, is_backfill, event_id, type, subject, state, attempts, attempted_at, next_at, last_error, given_up_at)
       select * from jsonb_to_recordset($1::jsonb) as k${deliveryForm} on conflict do nothing`,
      [JSON.stringify(kept)],
    );
  const failed = results.flatMap(({ failedAgain }) => failedAgain);
  if (failed.length > 0)
    await tx.query(
      `update delivery d set state = k.state, attempts = k.attempts, attempted_at = k.attempted_at, next_at = k.next_at, last_error = k.last_error,
         given_up_at = k.given_up_at
       from jsonb_to_recordset($1::jsonb) as k${deliveryForm}
       where d.endpoint_id = k.endpoint_id and d.position = k.position and d.state = 'waiting'`,
      [JSON.stringify(failed)],
    );
  const done = results.flatMap(({ endpoint_id, acknowledged }) => acknowledged.map((position) => ({ endpoint_id, position })));
  if (done.length > 0)
    await tx.query(
      `delete from delivery d using jsonb_to_recordset($1::jsonb) as k(endpoint_id uuid, position bigint)
       where d.endpoint_id = k.endpoint_id and d.position = k.position`,
      [JSON.stringify(done)],
    );
}

/** The next delivery of each aggregate that none is tried of any more becomes due. */
export async function releaseSubjects(
  tx: Pick<EntityManager, 'query'>,
  results: readonly { endpoint_id: string; subjects: Iterable<string> }[],
  now: Date,
): Promise<Pick<Stored, 'free' | 'due'>> {
  const wanted = results.flatMap(({ endpoint_id, subjects }) => [...new Set(subjects)].map((subject) => ({ endpoint_id, subject })));
  if (wanted.length === 0) return { free: [], due: new Set() };
  const rows: { endpoint_id: string; subject: string; state: string | null; position: number | null }[] = await tx.query(
    `select w.endpoint_id, w.subject, d.state, d.position
     from jsonb_to_recordset($1::jsonb) as w(endpoint_id uuid, subject uuid)
       left join lateral (
         select n.state, n.position from delivery n
         where n.endpoint_id = w.endpoint_id and n.subject = w.subject and n.state in ('waiting', 'held') order by n.position limit 1) d on true`,
    [JSON.stringify(wanted)],
  );
  const released = rows.filter(({ state }) => state === 'held');
  if (released.length > 0)
    await tx.query(
      `update delivery d set state = 'waiting', next_at = $2
       from jsonb_to_recordset($1::jsonb) as k(endpoint_id uuid, position bigint) where d.endpoint_id = k.endpoint_id and d.position = k.position`,
      [JSON.stringify(released), now],
    );
  return { free: rows.filter(({ state }) => state === null), due: new Set(released.map(({ endpoint_id }) => endpoint_id)) };
}

export async function storeAttempts(tx: Pick<EntityManager, 'query'>, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await tx.query(
    `insert into attempt (id, endpoint_id, position, event_id, type, kind, at, status, duration_ms, outcome, error, answer)
     select * from jsonb_to_recordset($1::jsonb) as a(id uuid, endpoint_id uuid, position bigint, event_id uuid, type text, kind text, at timestamptz,
       status smallint, duration_ms int, outcome text, error text, answer text)`,
    [JSON.stringify(attempts)],
  );
}

async function storeReplays(tx: EntityManager, moves: readonly ReplayMove[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.query(
    `update replay r set next_position = m.next_position, attempts = m.attempts, next_at = m.next_at
     from jsonb_to_recordset($1::jsonb) as m(id uuid, next_position bigint, attempts int, next_at timestamptz) where r.id = m.id`,
    [JSON.stringify(moves)],
  );
  const over = moves.filter(({ next_position, to_position }) => next_position > to_position).map(({ id }) => id);
  if (over.length > 0) await tx.query('delete from replay where id = any ($1)', [over]);
}

/** One statement for the doors of all members; each is opened by its member's first attempt. */
async function storeTallies(tx: EntityManager, results: readonly Results[], now: Date): Promise<void> {
  const tallied = results.filter(({ tally }) => tally.attempted > 0);
  const owners = new Map(tallied.map(({ log_no, organisation_id }) => [log_no, { log_no, organisation_id }]));
  if (owners.size === 0) return;
  const known: { log_no: number }[] = await tx.query(
    `select log_no from door where kind = 'webhook' and log_no = any ($1) order by log_no for no key update`,
    [[...owners.keys()]],
  );
  const open = new Set(known.map(({ log_no }) => log_no));
  for (const owner of owners.values()) if (!open.has(owner.log_no)) await doorOf(tx, owner, 'webhook', now);
  await tx.query(
    `with tallies as (
       select t.log_no, t.attempted, t.delivered, t.failed, t.latencies from jsonb_to_recordset($1::jsonb) as t(log_no int, attempted int, delivered int, failed int, latencies int[])
     ), sums as (
       select log_no, sum(attempted) as attempted, sum(delivered) as delivered, sum(failed) as failed from tallies group by log_no
     ), classes as (
       select log_no, array_agg(n order by i) as latencies
       from (select t.log_no, l.i, sum(l.n)::int as n from tallies t cross join unnest(t.latencies) with ordinality l(n, i) group by t.log_no, l.i) c group by log_no
     )
     update door d set attempted = d.attempted + s.attempted, delivered = d.delivered + s.delivered, failed = d.failed + s.failed, moved_at = $2,
       latencies = (select array_agg(l.n + a.n order by l.i) from unnest(d.latencies) with ordinality l(n, i) join unnest(c.latencies) with ordinality a(n, i) using (i))
     from sums s join classes c using (log_no) where d.log_no = s.log_no and d.kind = 'webhook'`,
    [JSON.stringify(tallied.map(({ log_no, tally }) => ({ log_no, ...tally }))), now],
  );
}
