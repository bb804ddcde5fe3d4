/** The organisations that people come from: market entities of the park. */
import { marketEntitiesOf, type KnownMarketEntity } from '@park/directory';
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';

/** By USCC, kept as they are until the transaction ends. Throws `invalid unknown_organisation`. */
export async function organisationsOf(
  tx: EntityManager,
  usccs: readonly (string | undefined | null)[],
): Promise<Map<string, KnownMarketEntity>> {
  return await marketEntitiesOf(tx, usccs, () =>
    invalid(
      '/organisation_uscc',
      'unknown_organisation',
      'organisation_uscc is not the USCC of a market entity of the park that is known here.',
    ),
  );
}

export async function organisationOf(tx: EntityManager, uscc: string | undefined | null): Promise<KnownMarketEntity | null> {
  return (await organisationsOf(tx, [uscc])).get(uscc ?? '') ?? null;
}
