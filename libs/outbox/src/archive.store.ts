/**
 * The outbox as an archive: all that was committed up to one snapshot, in pages by position. A position alone is no place to go on from,
 * because a transaction that commits late has a lower one than what was read already.
 */
import type { OutboxRow } from './outbox-message.ts';
import { publishedColumns } from './outbox-pages.store.ts';
import type { Query } from './relay-checkpoint.store.ts';

/** A place in the archive as of a snapshot. */
export interface ArchivePlace {
  /** The cluster that the snapshot is of. */
  cluster: string;
  snapshot: string;
  /** Rows up to this position are all committed; their `tx` may be of another cluster. */
  restoredTo: string;
  /** Rows up to this position have been read. */
  after: string;
}

/** The snapshot means nothing here: it is of another cluster. */
export class ForeignPlace extends Error {}

/** A restored database whose relay has not started yet: nothing tells yet which rows are of another cluster. */
export class RestoreUnderWay extends Error {}

/** Of rows `o`: those that are in the archive as of the snapshot `snapshot`. */
export const isArchived = (snapshot: string, restoredTo: string): string =>
  `(o.position <= ${restoredTo}::bigint or pg_visible_in_snapshot(o.tx, ${snapshot}::pg_snapshot))`;

/** The beginning of the archive as of now. Throws `RestoreUnderWay`. */
export async function beginArchive(query: Query): Promise<ArchivePlace> {
  const [row] = await query<{ cluster: string; snapshot: string; restored_to: string; restored: boolean }>(
    `select s.system_identifier::text as cluster, pg_current_snapshot()::text as snapshot, coalesce(c.restored_to, 0)::text as restored_to,
            coalesce(c.system_identifier <> s.system_identifier::text, false) as restored
     from pg_control_system() s left join relay_checkpoint c on true`,
  );
  const { cluster, snapshot, restored_to, restored } = row!;
  if (restored) throw new RestoreUnderWay('The database was restored, and its relay has not started yet.');
  return { cluster, snapshot, restoredTo: restored_to, after: '0' };
}

/** The next events, without the columns that are never published. Throws `ForeignPlace`. */
export async function archivePage(query: Query, place: ArchivePlace, limit: number): Promise<OutboxRow[]> {
  await ensureHere(query, place);
  return await query<OutboxRow>(
    `select ${publishedColumns} from outbox o
     where o.position > $3::bigint and ${isArchived('$1', '$2')} order by o.position limit ${limit}`,
    [place.snapshot, place.restoredTo, place.after],
  );
}

export async function ensureHere(query: Query, { cluster }: ArchivePlace): Promise<void> {
  const [row] = await query<{ here: boolean }>('select system_identifier::text = $1 as here from pg_control_system()', [cluster]);
  if (!row!.here) throw new ForeignPlace('The place is of another cluster.');
}
