/** Employers 用人单位 of applicants and tenants: market entities of the park, by their USCC. */
import { marketEntitiesOf, type KnownMarketEntity } from '@park/directory';
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';

export type Employer = KnownMarketEntity;

/** By USCC, kept as they are until the transaction ends. Throws `invalid unknown_employer`. */
export async function employersOf(tx: EntityManager, usccs: readonly (string | undefined | null)[]): Promise<Map<string, Employer>> {
  return await marketEntitiesOf(tx, usccs, () =>
    invalid('/employer_uscc', 'unknown_employer', 'employer_uscc is not the USCC of a market entity of the park that is known here.'),
  );
}

export async function employerOf(tx: EntityManager, uscc: string | undefined | null): Promise<Employer | null> {
  return (await employersOf(tx, [uscc])).get(uscc ?? '') ?? null;
}
