/** The ledger's lock, and the projections: per kind of subject one that is read, and while a definition changes the next one beside it. */
import type { EntityManager } from 'typeorm';
import type { Statements } from './statements.store.ts';
import type { SubjectKind } from './subject-kind.ts';

export interface Ledger {
  started_at: Date;
  /** The last place in the journal. */
  position: number;
  watermark: Date | null;
  revision: number;
}

/** The result of a rebuild, when its projection took the place of another. */
export interface RebuildReport {
  events: number;
  facts: number;
  /** Hash of all facts, and of those that they replaced; null where another definition had led to these. */
  hash: string;
  replaced_hash: string | null;
  /** Null where the definitions differ, so that nothing says the facts should be equal. */
  equal: boolean | null;
  ms: number;
}

export interface Projection {
  id: number;
  kind: string;
  version: number;
  state: 'deriving' | 'live' | 'retired' | 'dropped';
  /** The last place in the journal that it counts; null where it follows the journal. */
  stopped_at: number | null;
  /** The same while its tables are filled and not attached yet; null afterwards. */
  built_to: number | null;
  stopped_watermark: Date | null;
  events: number;
  report: RebuildReport | null;
  started_at: Date;
  switched_at: Date | null;
}

/**
 * For the rest of the transaction every row is found by its key. Of a young table the planner guesses, and of a group with a long past it expects
 * a third to match; it would then read a whole projection for one event (3,000 rows instead of 1, see cost.int.spec.ts): by a scan, or
 * for a join by hash, by merging or by a copy in memory. A plan that is kept fits whatever comes; making one takes longer than running it.
 */
const byKeys = [
  ...['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `set_config('enable_${way}', 'off', true)`),
  `set_config('plan_cache_mode', 'force_generic_plan', true)`,
].join(', ');

const columns = 'p.*, coalesce(stopped_at, built_to) as stopped_at';

const tables = ['subject', 'member', 'fact', 'kpi_day'] as const;

/** The transaction that holds this row is alone in writing to the journal and in switching projections: see docs/adr/0003. */
export async function lockLedger(tx: EntityManager): Promise<Ledger> {
  const [row] = await tx.query(`select *, ${byKeys} from ledger for update`);
  return row;
}

/** The columns of the ledger, and of a live projection, that intake reads. */
export type ReadLedger = Pick<Ledger, 'position' | 'watermark' | 'revision'>;
export type LiveProjection = Pick<Projection, 'id' | 'kind' | 'version' | 'stopped_at'>;
type LedgerWithLive = ReadLedger & LiveProjection;

/** The same for intake, in one trip with the live projections. Two statements: the second one's snapshot is taken once the lock is ours. */
export async function lockWithLive(db: Statements): Promise<{ ledger: ReadLedger; live: LiveProjection[] }> {
  await db.runBeforeNext('lock ledger', `select ${byKeys} from ledger for update`);
  const rows = await db.ask<LedgerWithLive>(
    'ledger with live',
    `select l.position, l.watermark, l.revision, p.id, p.kind, p.version, p.stopped_at
     from ledger l left join projection p on p.state = 'live'`,
    [],
  );
  return { ledger: rows[0]!, live: rows.filter(({ id }) => id !== null) };
}

export async function readLedger(tx: EntityManager): Promise<Ledger> {
  const [row] = await tx.query('select * from ledger');
  return row;
}

/** For a new day without an event: the board has to be read again. */
export async function raiseRevision(tx: EntityManager): Promise<void> {
  await tx.query('update ledger set revision = revision + 1');
}

/** An earlier version of this service takes its places from the journal's sequence: it goes on after ours. */
export async function moveLedger(db: Statements, position: number, watermark: string): Promise<void> {
  await db.runBeforeNext(
    'move ledger',
    `update ledger set position = $1, watermark = $2, revision = revision + 1
     returning setval(pg_get_serial_sequence('journal', 'position'), greatest($1, 1))`,
    [position, watermark],
  );
}

export async function liveProjections(tx: EntityManager): Promise<Projection[]> {
  return await tx.query(`select * from projection where state = 'live'`);
}

export async function derivingProjections(tx: EntityManager): Promise<Projection[]> {
  return await tx.query(`select ${columns} from projection p where state = 'deriving' order by id`);
}

/** The newest first. */
export async function allProjections(tx: EntityManager): Promise<Projection[]> {
  return await tx.query(`select ${columns} from projection p order by id desc`);
}

/** Locks it against other instances that bring it up too; null where it is retired by now. */
export async function lockProjection(tx: EntityManager, id: number): Promise<Projection | null> {
  const [row] = await tx.query(`select *, ${byKeys} from projection where id = $1 and state in ('deriving', 'live') for update`, [id]);
  return row ?? null;
}

/**
 * Empty, and with tables of its own. A `live` one follows the journal, which must be empty too. Those of a `deriving` one are not attached:
 * they are filled first, see bulk-build.store.ts.
 */
export async function createProjection(tx: EntityManager, kind: SubjectKind, state: 'deriving' | 'live', now: Date): Promise<void> {
  const [created] = await tx.query(
    `insert into projection (kind, version, state, built_to, started_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning id`,
    [kind.name, kind.version, state, state === 'live' ? null : 0, now],
  );
  if (!created) return;
  const { id } = created;
  // The check spares the scan of the table when it is attached. A build reads subjects and members, which therefore have their key from the start.
  await tx.query(
    [
      ...tables.map((table) => `create table ${table}_${id} (like ${table} including defaults, check (projection = ${id}))`),
      `alter table subject_${id} add primary key (projection, id)`,
      `alter table member_${id} add primary key (projection, group_id, to_on, from_on, member, as_what)`,
      ...(state === 'live' ? attachmentsOf(id) : []),
    ].join(';'),
  );
}

/** Takes a weaker lock on the parents than creating in place: readers and writers of other projections go on. Adds the indexes that are missing. */
function attachmentsOf(id: number): string[] {
  return tables.map((table) => `alter table ${table} attach partition ${table}_${id} for values in (${id})`);
}

/**
 * One build at a time, until the transaction ends, also by a crash. A statement of a build takes as long as an index takes; the memory is that of
 * its sorts and sums.
 */
export async function lockBuilds(tx: EntityManager): Promise<boolean> {
  const [{ taken }] = await tx.query(
    `select pg_try_advisory_xact_lock(hashtextextended('reporting-build', 0)) as taken, set_config('statement_timeout', '0', true),
       set_config('idle_in_transaction_session_timeout', '0', true),
       set_config('maintenance_work_mem', '128MB', true), set_config('work_mem', '64MB', true)`,
  );
  return taken;
}

export async function unbuilt(tx: EntityManager, ids: readonly number[]): Promise<number[]> {
  const rows: { id: number }[] = await tx.query(
    `select id from projection where id = any ($1) and state = 'deriving' and built_to is not null`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** For the transaction in which a build reads what it has written: of a table that grows the planner knows nothing. */
export async function readByKeys(tx: EntityManager): Promise<void> {
  await tx.query(`select ${byKeys}, set_config('idle_in_transaction_session_timeout', '0', true)`);
}

/** A build that ended early may have filled some of them. */
export async function emptyTables(tx: EntityManager, ids: readonly number[]): Promise<void> {
  const begun: { id: number }[] = await tx.query('select id from projection where id = any ($1) and built_to > 0', [ids]);
  if (begun.length > 0) await tx.query(`truncate ${begun.flatMap(({ id }) => tables.map((table) => `${table}_${id}`)).join()}`);
}

/** How far the build is. */
export async function noteBuilt(tx: EntityManager, ids: readonly number[], position: number): Promise<void> {
  await tx.query('update projection set built_to = $2 where id = any ($1)', [ids, position]);
}

/** Its facts are complete: their index, their sums per day, and the indexes that a build does without. */
export async function finishTables(tx: EntityManager, id: number): Promise<void> {
  await tx.query(
    `create index on fact_${id} (projection, measure, position, ordinal);
     insert into kpi_day_${id} (projection, measure, effective_on, dimensions, delta, facts)
       select projection, measure, effective_on, dimensions, sum(delta), count(*) from fact_${id}
       group by projection, measure, effective_on, dimensions;
     alter table kpi_day_${id} add primary key (projection, measure, effective_on, dimensions);
     create index on subject_${id} (projection, belongs_to) where belongs_to is not null`,
  );
}

/** From now on it is brought up like any other; one that was retired meanwhile is left as it is. */
export async function attachBuilt(tx: EntityManager, id: number, position: number, events: number): Promise<void> {
  const [, isDeriving] = await tx.query(
    `update projection set built_to = null, stopped_at = $2, events = $3 where id = $1 and state = 'deriving'`,
    [id, position, events],
  );
  if (isDeriving) await tx.query(attachmentsOf(id).join(';'));
}

/** It counts the journal up to `position`. */
export async function moveProjection(tx: EntityManager, id: number, position: number, events: number): Promise<void> {
  await tx.query('update projection set stopped_at = $2, events = events + $3 where id = $1', [id, position, events]);
}

/** From now on intake derives into it. */
export async function followJournal(tx: EntityManager, id: number, events: number): Promise<void> {
  await tx.query('update projection set stopped_at = null, stopped_watermark = null, events = events + $2 where id = $1', [id, events]);
}

/** Intake leaves them out: their definitions are another instance's. */
export async function stopProjections(tx: EntityManager, ids: readonly number[], { position, watermark }: ReadLedger): Promise<void> {
  await tx.query('update projection set stopped_at = $2, stopped_watermark = $3 where id = any ($1)', [ids, position, watermark]);
}

/** `next` takes the place of the one that is live. */
export async function switchTo(tx: EntityManager, next: Projection, report: RebuildReport, now: Date): Promise<void> {
  await tx.query(`update projection set state = 'retired' where kind = $1 and state = 'live'`, [next.kind]);
  await tx.query(
    `update projection set state = 'live', stopped_at = null, stopped_watermark = null, report = $2, switched_at = $3 where id = $1`,
    [next.id, JSON.stringify(report), now],
  );
  await raiseRevision(tx);
}

/** Its tables are dropped later. */
export async function retireProjection(tx: EntityManager, id: number): Promise<void> {
  await tx.query(`update projection set state = 'retired' where id = $1 and state <> 'dropped'`, [id]);
}

const lockTimeout = '200ms';
const rowsKept = 100;

/**
 * Drops the tables of a retired projection. That needs the parents for itself for a moment: where readers keep them for longer than
 * 200 ms it fails with 55P03, and is tried again later. Answers whether there was one.
 */
export async function dropRetired(tx: EntityManager): Promise<boolean> {
  const [retired] = await tx.query(`select id from projection where state = 'retired' order by id limit 1 for update skip locked`);
  if (!retired) return false;
  await tx.query(`set local lock_timeout = '${lockTimeout}'`);
  await tx.query(`drop table ${tables.map((table) => `${table}_${retired.id}`).join(', ')}`);
  await tx.query(`update projection set state = 'dropped' where id = $1`, [retired.id]);
  await tx.query(`delete from projection where state = 'dropped' and id <= (select max(id) from projection) - $1`, [rowsKept]);
  return true;
}
