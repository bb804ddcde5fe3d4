/** Resources and their slots as claims and others ask for them. Slots change under the lock of their resource alone. */
import { saveAll, type Command } from '@park/service-kit';
import type { EntityManager } from 'typeorm';
import type { Resource } from './resource.ts';
import { ResourceSlotTable, ResourceTable } from './resource.table.ts';
import type { Slot, SlotsDecision } from './slot.ts';

/** Locked until the transaction ends, in the order of their ids. */
export async function lockedResources(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Resource>> {
  const rows = await tx
    .createQueryBuilder(ResourceTable, 't')
    .setLock('pessimistic_write')
    .where('t.id = any (:ids)', { ids })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((resource) => [resource.id, resource]));
}

export async function slotsById(tx: EntityManager, ids: readonly string[]): Promise<Map<string, Slot>> {
  const rows = await tx.createQueryBuilder(ResourceSlotTable, 't').where('t.id = any (:ids)', { ids }).getMany();
  return new Map(rows.map((slot) => [slot.id, slot]));
}

export async function freeSlotsOf(tx: EntityManager, resourceId: string, now: Date): Promise<number> {
  const [{ free }] = await tx.query(
    `select count(*) as free from resource_slot where resource_id = $1 and state = 'free' and starts_at > $2`,
    [resourceId, now],
  );
  return free;
}

export async function listedResourceIdsOf(tx: EntityManager, membershipId: string): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(`select id from resource where membership_id = $1 and state = 'listed'`, [membershipId]);
  return rows.map(({ id }) => id);
}

/** Resources with their slots. Violates `resource_slot_overlaps`. */
export async function saveSlots(command: Command, decisions: readonly SlotsDecision[]): Promise<Resource[]> {
  const saved = await saveAll(command, ResourceTable, decisions);
  const slots = decisions.flatMap((decision) => decision.slots);
  if (slots.length === 0) return saved;
  await command.tx.query(
    `insert into resource_slot (id, resource_id, starts_at, ends_at, state, claim_id, updated_at)
     select s.* from jsonb_to_recordset($1::jsonb)
       as s(id uuid, resource_id uuid, starts_at timestamptz, ends_at timestamptz, state text, claim_id uuid, updated_at timestamptz)
     on conflict (id) do update set state = excluded.state, claim_id = excluded.claim_id, updated_at = excluded.updated_at`,
    [JSON.stringify(slots)],
  );
  return saved;
}

/** Of these resources, those that begin at one of these moments and were not removed. */
export async function slotsAt(tx: EntityManager, resourceIds: readonly string[], startsAt: readonly Date[]): Promise<Slot[]> {
  return await tx
    .createQueryBuilder(ResourceSlotTable, 't')
    .where(`t.resource_id = any (:resourceIds) and t.starts_at = any (:startsAt) and t.state <> 'removed'`, { resourceIds, startsAt })
    .getMany();
}
