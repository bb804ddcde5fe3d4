/** Pages of attempts and of deliveries of one endpoint, each read by an index. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { AttemptsQuery, DeliveriesQuery } from './deliveries.dto.ts';
import type { Attempt, Delivery } from './delivery.ts';

type Db = Pick<EntityManager, 'query'>;

export interface KeysetPage<Row> {
  items: Row[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}

/** The newest first. Throws `invalid malformed_cursor`. */
export async function attemptsOf(
  db: Db,
  endpointId: string,
  { outcome, kind, position, limit, cursor }: AttemptsQuery,
): Promise<KeysetPage<Attempt>> {
  const before = cursor === undefined ? null : cursorOf(cursor, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const values: unknown[] = [endpointId, limit + 1];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const conditions = [
    ...(before !== null ? [`id < ${value(before)}`] : []),
    ...(position !== undefined ? [`position = ${value(position)}`] : []),
    // As text, so that the partial indexes of them are found.
    ...(outcome !== undefined ? [`outcome = '${outcome}'`] : []),
    ...(kind !== undefined ? [`kind = '${kind}'`] : []),
  ];
  const rows: Attempt[] = await db.query(
    `select id, endpoint_id, position, event_id, type, kind, at, status, duration_ms, outcome, error, answer from attempt
     where ${['endpoint_id = $1', ...conditions].join(' and ')} order by id desc limit $2`,
    values,
  );
  return pageOf(rows, limit, ({ id }) => id);
}

/** The oldest first. Throws `invalid malformed_cursor`. */
export async function deliveriesOf(db: Db, endpointId: string, { state, limit, cursor }: DeliveriesQuery): Promise<KeysetPage<Delivery>> {
  const after = cursor === undefined ? 0 : Number(cursorOf(cursor, /^\d{1,15}$/));
  const rows: Delivery[] = await db.query(
    `select position, event_id, type, subject, state, attempts, next_at, last_error from delivery
     where endpoint_id = $1 and position > $2${state === undefined ? '' : ` and state = '${state}'`} order by position limit $3`,
    [endpointId, after, limit + 1],
  );
  return pageOf(rows, limit, ({ position }) => String(position));
}

function pageOf<Row>(rows: Row[], limit: number, keyOf: (row: Row) => string): KeysetPage<Row> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? Buffer.from(keyOf(items.at(-1)!)).toString('base64url') : null };
}

function cursorOf(cursor: string, form: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (form.test(key)) return key;
  throw invalid('/cursor', 'malformed_cursor', 'The cursor does not belong to this list.');
}
