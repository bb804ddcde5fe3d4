/** The employers 用人单位 that the park knows: what of tenants' market entities housing needs, kept from their events. */
import { invalid, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';

export interface Employer {
  entity_id: string;
  uscc: string;
  /** Moved in and not departed. */
  resident: boolean;
  departed_on: LocalDate | null;
}

/**
 * The employers of these codes, kept as they are until the transaction ends: a departure that comes in at the same moment waits,
 * and then sees what was done here. Throws `invalid unknown_employer`; the park may only not have heard of it yet.
 */
export async function employersOf(tx: EntityManager, usccs: readonly (string | undefined | null)[]): Promise<Map<string, Employer>> {
  const wanted = [...new Set(usccs.filter((uscc) => uscc !== undefined && uscc !== null))];
  if (wanted.length === 0) return new Map();
  const rows: Employer[] = await tx.query(
    'select entity_id, uscc, resident, departed_on from employer where uscc = any ($1) order by registered_at, entity_id for share',
    [wanted],
  );
  const known = new Map(rows.map((employer) => [employer.uscc, employer]));
  if (wanted.some((uscc) => !known.has(uscc)))
    throw invalid('/employer_uscc', 'unknown_employer', 'No market entity of the park with this USCC is known here.');
  return known;
}

export async function employerOf(tx: EntityManager, uscc: string | undefined | null): Promise<Employer | null> {
  return (await employersOf(tx, [uscc])).get(uscc ?? '') ?? null;
}

export async function isResident(tx: EntityManager, entityId: string | null): Promise<boolean> {
  const [employer] = await tx.query('select resident from employer where entity_id = $1', [entityId]);
  return employer?.resident ?? false;
}

/** A handful of statements for a batch, because a park that starts anew hears of all its entities at once. */
export async function enterEmployers(
  tx: EntityManager,
  employers: readonly { entity_id: string; uscc: string; registered_at: string }[],
): Promise<void> {
  await tx.query(
    `insert into employer (entity_id, uscc, resident, registered_at)
     select e.entity_id, e.uscc, false, e.registered_at
     from jsonb_to_recordset($1::jsonb) as e(entity_id uuid, uscc text, registered_at timestamptz) order by e.entity_id
     on conflict (entity_id) do nothing`,
    [JSON.stringify(employers)],
  );
}

export async function moveEmployersIn(tx: EntityManager, entityIds: readonly string[]): Promise<void> {
  await tx.query('update employer set resident = true, departed_on = null where entity_id = any ($1)', [entityIds]);
}

/** Answers whether this departure is news: the same one told twice, also under another event id, is none. */
export async function noteDeparture(tx: EntityManager, entityId: string, departedOn: LocalDate, eventId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'insert into employer_departure (entity_id, departed_on, event_id) values ($1, $2, $3) on conflict do nothing returning entity_id',
    [entityId, departedOn, eventId],
  );
  if (rows.length === 0) return false;
  await tx.query('update employer set resident = false, departed_on = $2 where entity_id = $1', [entityId, departedOn]);
  return true;
}
