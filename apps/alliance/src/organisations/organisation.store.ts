/** Organisations as others ask for them, and the persons that they have named. */
import { invalid, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Organisation } from './organisation.ts';
import { OrganisationTable } from './organisation.table.ts';

/** Locked until the transaction ends. Throws `invalid unknown_organisation`. */
export async function lockedOrganisation(tx: EntityManager, id: string): Promise<Organisation> {
  const organisation = await tx.findOne(OrganisationTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!organisation) throw invalid('/organisation_id', 'unknown_organisation', 'There is no such organisation.');
  return organisation;
}

/** The organisation that the market entity is, by its USCC; locked. */
export async function organisationsOfEntity(tx: EntityManager, entityId: string): Promise<Organisation[]> {
  return await tx
    .createQueryBuilder(OrganisationTable, 't')
    .setLock('pessimistic_write')
    .where('t.uscc = (select uscc from market_entity where entity_id = :entityId)', { entityId })
    .getMany();
}

/** A departure is tenants' event; of the organisation itself nothing is told. */
export async function saveDeparture(tx: EntityManager, { id, departed_on }: Organisation): Promise<void> {
  await tx.query('update organisation set is_resident = false, departed_on = $2 where id = $1', [id, departed_on]);
}

/** Its membership is that of the market entity, too: what comes of it from now on says so. */
export async function linkMemberships(tx: EntityManager, organisations: readonly Organisation[]): Promise<void> {
  for (const { id, entity_id } of organisations)
    await tx.query('update membership set entity_id = $2 where organisation_id = $1', [id, entity_id]);
}

export async function clearContacts(tx: EntityManager, id: string): Promise<void> {
  await tx.query(
    `update organisation set secretary_id = null, secretary_masked = null, liaison_id = null, liaison_masked = null, contacts_idle_since = null
     where id = $1`,
    [id],
  );
}

/** Persons that no organisation names any more go out of the register. */
export async function forgetUnnamed(tx: EntityManager, personIds: readonly (string | null)[]): Promise<void> {
  await tx.query(
    `delete from person p where p.id = any ($1)
       and not exists (select from organisation o where o.secretary_id = p.id)
       and not exists (select from organisation o where o.liaison_id = p.id)`,
    [personIds.filter((id) => id !== null)],
  );
}

/** Its persons are needed, or not since a day. */
export async function keepContacts(tx: EntityManager, id: string, idleSince: LocalDate | null): Promise<void> {
  await tx.query('update organisation set contacts_idle_since = $2 where id = $1', [id, idleSince]);
}
