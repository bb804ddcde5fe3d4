/** Projections: one is live and read; a rebuild makes the next one beside it. */
import type { EntityManager } from 'typeorm';

/** What a rebuild found. */
export interface RebuildReport {
  events: number;
  facts: number;
  /** Digests of all facts: of the projection that was built, and of the one that it replaced. */
  hash: string;
  replaced_hash: string;
  /** Null where the definitions have changed, so that nothing says they should be equal. */
  equal: boolean | null;
  ms: number;
}

export interface Projection {
  version: number;
  state: 'building' | 'live' | 'retired';
  ledger_version: number;
  /** Place in the journal up to which it counts. */
  position: number;
  watermark: Date | null;
  revision: number;
  rebuilt: RebuildReport | null;
  started_at: Date;
  switched_at: Date | null;
}

/** Whoever holds the live projection's row is alone in writing to the journal and to the ledger: see docs/adr/0003. */
export async function lockLive(tx: EntityManager): Promise<Projection> {
  const [row] = await tx.query(`select * from projection where state = 'live' for update`);
  // Who waited here while a rebuild put another one in its place finds none, and sees the other one when asking again.
  return row ?? (await lockLive(tx));
}

export async function live(tx: EntityManager): Promise<Projection> {
  const [row] = await tx.query(`select * from projection where state = 'live'`);
  return row;
}

export async function building(tx: EntityManager): Promise<Projection | null> {
  const [row] = await tx.query(`select * from projection where state = 'building'`);
  return row ?? null;
}

export async function lockBuilding(tx: EntityManager): Promise<Projection | null> {
  const [row] = await tx.query(`select * from projection where state = 'building' for update`);
  return row ?? null;
}

export async function all(tx: EntityManager): Promise<Projection[]> {
  return await tx.query('select * from projection order by version desc');
}

/** Nothing is new but the day: what is read of the present has to be read again. */
export async function touch(tx: EntityManager): Promise<void> {
  await tx.query(`update projection set revision = revision + 1 where state = 'live'`);
}

/** Does nothing where one is being built already. */
export async function begin(tx: EntityManager, ledgerVersion: number, now: Date): Promise<void> {
  await tx.query(
    `insert into projection (version, state, ledger_version, started_at)
     select max(version) + 1, 'building', $1, $2 from projection
     on conflict do nothing`,
    [ledgerVersion, now],
  );
}

export async function advance(tx: EntityManager, version: number, position: number, watermark: Date | null): Promise<void> {
  await tx.query('update projection set position = $2, watermark = coalesce($3, watermark), revision = revision + 1 where version = $1', [
    version,
    position,
    watermark,
  ]);
}

/** The one that was built takes the place of the live one, at the same place in the journal and with its watermark. */
export async function replace(tx: EntityManager, from: Projection, to: Projection, report: RebuildReport, now: Date): Promise<void> {
  await tx.query(`update projection set state = 'retired' where version = $1`, [from.version]);
  await tx.query(`update projection set state = 'live', watermark = $2, revision = $3, rebuilt = $4, switched_at = $5 where version = $1`, [
    to.version,
    from.watermark,
    from.revision + 1,
    JSON.stringify(report),
    now,
  ]);
}

/** What was begun by other definitions is of no use to us. */
export async function abandon(tx: EntityManager, ledgerVersion: number): Promise<void> {
  await tx.query(`update projection set state = 'retired' where state = 'building' and ledger_version <> $1`, [ledgerVersion]);
}

/** Of a set of facts: equal sums, equal facts. Each fact's place is part of it, and sums of stretches add up to that of the whole. */
export interface Digest {
  facts: number;
  sums: [bigint, bigint];
}

/** Of the facts of a stretch of the journal. */
export async function digest(tx: EntityManager, version: number, after: number, upTo: number): Promise<Digest> {
  const [{ facts, high, low }] = await tx.query(
    `select count(*) as facts,
       coalesce(sum(('x' || left(hash, 15))::bit(60)::bigint), 0)::text as high,
       coalesce(sum(('x' || right(hash, 15))::bit(60)::bigint), 0)::text as low
     from (
       select md5(concat_ws('|', position, ordinal, measure, dimensions, effective_on, recorded_at, delta, kind, subject)) as hash
       from fact where projection = $1 and position > $2 and position <= $3
     ) hashed`,
    [version, after, upTo],
  );
  return { facts, sums: [BigInt(high), BigInt(low)] };
}

/** Throws away what retired projections left, some thousand rows at a time. Answers whether there is more. */
export async function sweep(tx: EntityManager, limit: number): Promise<boolean> {
  for (const table of ['fact', 'kpi_day', 'subject']) {
    const [, count] = await tx.query(
      `delete from ${table} where ctid in (
         select t.ctid from ${table} t join projection p on p.version = t.projection where p.state = 'retired' limit $1
         for update of t skip locked)`,
      [limit],
    );
    if (count > 0) return true;
  }
  return false;
}
