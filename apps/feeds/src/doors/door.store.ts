import { commandOfSystem, newIdentity, save } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import type { Member } from '../members/member.store.ts';
import { openDoor, type Door, type DoorKind } from './door.ts';
import { DoorTable } from './door.table.ts';
import { latencyClass, noLatencies, type Latencies } from './latency.ts';

/** The traffic of a door: attempts, acknowledgements, and the time to these. */
export interface Tally {
  attempted: number;
  delivered: number;
  failed: number;
  latencies: Latencies;
}

/** The door, opened when something first goes through it. It stays locked until the transaction ends. */
export async function doorOf(
  tx: EntityManager,
  { log_no, organisation_id }: Pick<Member, 'log_no' | 'organisation_id'>,
  kind: DoorKind,
  now: Date,
): Promise<Door> {
  const find = (): Promise<Door | null> => tx.findOne(DoorTable, { where: { log_no, kind }, lock: { mode: 'pessimistic_write' } });
  const known = await find();
  if (known) return known;
  // Two that open it at once take turns, and the second one finds it.
  await tx.query('select 1 from member where log_no = $1 for update', [log_no]);
  const command = commandOfSystem('doors', tx, now);
  return (await find()) ?? (await save(command, DoorTable, openDoor(await newIdentity(command, 'DR'), { organisation_id, log_no, kind })));
}

export async function addTally(tx: EntityManager, id: string, { attempted, delivered, failed, latencies }: Tally): Promise<void> {
  await tx.query(
    `update door set attempted = attempted + $2, delivered = delivered + $3, failed = failed + $4,
       latencies = (select array_agg(l.n + a.n order by l.i) from unnest(latencies) with ordinality l(n, i) join unnest($5::int[]) with ordinality a(n, i) using (i))
     where id = $1`,
    [id, attempted, delivered, failed, latencies],
  );
}

/** The progress of a reader of the feed. */
export interface Progress {
  /** Its position before: one that begins in the middle has not received the entries before that. */
  from: number;
  /** Newest position that was sent. */
  sent: number;
  /** Newest position that the reader says it has. */
  acknowledged: number;
}

/** A reader says itself which position it has; of a leap over more entries than these, the last ones are counted. */
const mostCounted = 50_000;

/** Never goes back. What is acknowledged for the first time is counted, with the time that it took. */
export async function noteProgress(
  tx: EntityManager,
  member: Pick<Member, 'log_no' | 'organisation_id'>,
  kind: 'pull' | 'sse',
  progress: Progress,
  now: Date,
): Promise<void> {
  const door = await doorOf(tx, member, kind, now);
  const sent = Math.max(door.sent ?? 0, progress.sent);
  const acknowledged = Math.max(door.acknowledged ?? 0, progress.acknowledged);
  // A stream has no answer: what was written to the connection counts as received.
  const [before, to] = kind === 'sse' ? [door.sent, sent] : [door.acknowledged, acknowledged];
  const from = Math.max(before ?? progress.from, to - mostCounted);
  await tx.query('update door set sent = $2, acknowledged = $3, moved_at = $4 where id = $1', [door.id, sent, acknowledged, now]);
  if (to > from) await addTally(tx, door.id, await receivedBetween(tx, member.log_no, from, to, now));
}

async function receivedBetween(tx: EntityManager, log_no: number, from: number, to: number, now: Date): Promise<Tally> {
  const rows: { occurred_at: Date }[] = await tx.query(
    'select e.occurred_at from log_entry l join feed_event e using (event_no) where l.log_no = $1 and l.position > $2 and l.position <= $3',
    [log_no, from, to],
  );
  const latencies = noLatencies();
  for (const { occurred_at } of rows) latencies[latencyClass(now.getTime() - occurred_at.getTime())]!++;
  return { attempted: rows.length, delivered: rows.length, failed: 0, latencies };
}
