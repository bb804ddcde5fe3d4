/** The market entities 市场主体 that a service knows: what it needs of them, kept from tenants' events in a table of its own. */
import type { LocalDate, Refusal } from '@park/kernel';
import type { EntityManager } from 'typeorm';

export interface KnownMarketEntity {
  entity_id: string;
  uscc: string;
  /** Moved in and not departed. */
  resident: boolean;
  departed_on: LocalDate | null;
}

/**
 * Those of these codes that are known, by code, kept as they are until the transaction ends: a departure that comes in at the same moment
 * waits, and then sees what was done here. A code that is missing may only not have been heard of yet.
 */
export async function knownMarketEntities(tx: EntityManager, usccs: readonly string[]): Promise<Map<string, KnownMarketEntity>> {
  if (usccs.length === 0) return new Map();
  const rows: KnownMarketEntity[] = await tx.query(
    'select entity_id, uscc, resident, departed_on from market_entity where uscc = any ($1) order by registered_at, entity_id for share',
    [usccs],
  );
  return new Map(rows.map((entity) => [entity.uscc, entity]));
}

/** The same, where each code that is named must be known. Throws `unknown()`. */
export async function marketEntitiesOf(
  tx: EntityManager,
  usccs: readonly (string | undefined | null)[],
  unknown: () => Refusal,
): Promise<Map<string, KnownMarketEntity>> {
  const wanted = [...new Set(usccs.filter((uscc) => uscc !== undefined && uscc !== null))];
  const known = await knownMarketEntities(tx, wanted);
  if (wanted.some((uscc) => !known.has(uscc))) throw unknown();
  return known;
}

export async function isResident(tx: EntityManager, entityId: string | null): Promise<boolean> {
  const [entity] = await tx.query('select resident from market_entity where entity_id = $1', [entityId]);
  return entity?.resident ?? false;
}

/** One statement for a batch, because a park that starts anew hears of all its entities at once. */
export async function enterMarketEntities(
  tx: EntityManager,
  entities: readonly { entity_id: string; uscc: string; registered_at: string }[],
): Promise<void> {
  await tx.query(
    `insert into market_entity (entity_id, uscc, resident, registered_at)
     select e.entity_id, e.uscc, false, e.registered_at
     from jsonb_to_recordset($1::jsonb) as e(entity_id uuid, uscc text, registered_at timestamptz) order by e.entity_id
     on conflict (entity_id) do nothing`,
    [JSON.stringify(entities)],
  );
}

export async function moveMarketEntitiesIn(tx: EntityManager, entityIds: readonly string[]): Promise<void> {
  await tx.query('update market_entity set resident = true, departed_on = null where entity_id = any ($1)', [entityIds]);
}

/** Answers whether this departure is new: the same one told again, also under another event id, is not. */
export async function noteDeparture(tx: EntityManager, entityId: string, departedOn: LocalDate, eventId: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'insert into market_entity_departure (entity_id, departed_on, event_id) values ($1, $2, $3) on conflict do nothing returning entity_id',
    [entityId, departedOn, eventId],
  );
  if (rows.length === 0) return false;
  await tx.query('update market_entity set resident = false, departed_on = $2 where entity_id = $1', [entityId, departedOn]);
  return true;
}
