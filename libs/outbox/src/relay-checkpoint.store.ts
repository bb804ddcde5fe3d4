/** How far the relay is: one row, moved after Kafka has acknowledged a page. */
import type { Client } from 'pg';

export interface Checkpoint {
  /** Counts every change of the row. */
  version: string;
  /** Everything that this snapshot sees has been sent. */
  snapshot: string;
  /** A window that does not fit a page: its upper snapshot, and the position up to which it has been sent. */
  window: { to: string; after: string } | null;
  /** Rows up to this position are sent again, by position: after a restore their `tx` is of another cluster. */
  restoredTo: string;
  /** How far that has come; equal to `restoredTo` when nothing is left. */
  resentTo: string;
}

/** Someone else moved the checkpoint; read it again. */
export class CheckpointMoved extends Error {
  constructor() {
    super('the checkpoint was moved by someone else');
  }
}

/** Runs one statement and answers its rows. */
export type Query = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;

const columns = `version::text as version, snapshot::text as snapshot, window_to::text as window_to, window_after::text as window_after,
  restored_to::text as restored_to, resent_to::text as resent_to`;

interface StoredCheckpoint {
  version: string;
  snapshot: string;
  window_to: string | null;
  window_after: string | null;
  restored_to: string;
  resent_to: string;
}

/** `null` before the first relay of this database has started. */
export async function readCheckpoint(query: Query): Promise<Checkpoint | null> {
  const [row] = await query<StoredCheckpoint>(`select ${columns} from relay_checkpoint`);
  if (!row) return null;
  return {
    version: row.version,
    snapshot: row.snapshot,
    window: row.window_to === null ? null : { to: row.window_to, after: row.window_after! },
    restoredTo: row.restored_to,
    resentTo: row.resent_to,
  };
}

/** Makes the first checkpoint, before all events. */
export async function beginCheckpoint(query: Query): Promise<void> {
  await query(
    `insert into relay_checkpoint (snapshot, system_identifier)
     select pg_snapshot '1:1:', system_identifier::text from pg_control_system() on conflict do nothing`,
  );
}

/** Transaction ids mean nothing in another cluster. */
export async function isRestored(query: Query): Promise<boolean> {
  const [row] = await query<{ restored: boolean }>(
    `select c.system_identifier <> s.system_identifier::text as restored from relay_checkpoint c, pg_control_system() s`,
  );
  return row!.restored;
}

/** Answers the new checkpoint. Throws `CheckpointMoved`. */
export async function moveCheckpoint(db: Client, to: Checkpoint): Promise<Checkpoint> {
  const { rows } = await db.query<{ version: string }>({
    name: 'move checkpoint',
    text: `update relay_checkpoint
     set version = version + 1, snapshot = $2, window_to = $3, window_after = $4, resent_to = $5, moved_at = now()
     where version = $1 returning version::text as version`,
    values: [to.version, to.snapshot, to.window?.to ?? null, to.window?.after ?? null, to.resentTo],
  });
  const [row] = rows;
  if (!row) throw new CheckpointMoved();
  return { ...to, version: row.version };
}
