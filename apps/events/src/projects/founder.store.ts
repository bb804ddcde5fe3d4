/** How long the founders of projects stay in the register of persons. */
import { addDays, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { keepPersons } from '../registrations/person-use.store.ts';

/** A project that was funded after a roadshow is followed up for half a year, and may come back in the next season. */
const founderKeptDays = 730;

/** `on`: the last day on which the project did something. */
export async function keepFounders(tx: EntityManager, founders: readonly { founder_id: string; on: LocalDate }[]): Promise<void> {
  await keepPersons(
    tx,
    founders.map(({ founder_id, on }) => ({ person_id: founder_id, keep_until: addDays(on, founderKeptDays) })),
  );
}
