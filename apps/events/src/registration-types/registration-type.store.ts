/** The registration types of a gathering. */
import type { EntityManager } from 'typeorm';
import type { RegistrationType } from './registration-type.ts';
import { RegistrationTypeTable } from './registration-type.table.ts';

/** By id; those that are retired too. */
export async function typesOf(tx: EntityManager, gatheringId: string): Promise<Map<string, RegistrationType>> {
  const types = await tx.findBy(RegistrationTypeTable, { gathering_id: gatheringId });
  return new Map(types.map((type) => [type.id, type]));
}
