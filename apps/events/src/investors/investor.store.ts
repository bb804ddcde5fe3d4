/** Investors as others name them, and until when their contact persons are kept. */
import { invalid, type LocalDate } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import { keepPersons } from '../registrations/person-use.store.ts';
import type { Investor } from './investor.ts';
import { InvestorTable } from './investor.table.ts';

/** An active one, which stays so until the transaction ends. Throws `invalid unknown_investor`. */
export async function sharedInvestor(tx: EntityManager, id: string): Promise<Investor> {
  const [investor] = await sharedInvestors(tx, [id]);
  if (investor?.state !== 'active') throw invalid('/investor_id', 'unknown_investor', 'There is no such investor that is active.');
  return investor;
}

/** Those that are known, with the same lock, in the order of their ids. */
export async function sharedInvestors(tx: EntityManager, ids: readonly string[]): Promise<Investor[]> {
  return await tx
    .createQueryBuilder(InvestorTable, 't')
    .setLock('pessimistic_read')
    .where('t.id = any (:ids)', { ids })
    .orderBy('t.id')
    .getMany();
}

/** By code, with the same lock. */
export async function sharedInvestorsByCode(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Investor>> {
  const rows = await tx
    .createQueryBuilder(InvestorTable, 't')
    .setLock('pessimistic_read')
    .where('t.code = any (:codes)', { codes })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((investor) => [investor.code, investor]));
}

/** Throws `invalid unknown_investor`. */
export function knownInvestor(investors: ReadonlyMap<string, Investor>, code: string): Investor {
  const investor = investors.get(code);
  if (!investor) throw invalid('/investor_code', 'unknown_investor', `No investor has the code ${code}.`);
  return investor;
}

/** Contacts that the register has forgotten already stay forgotten. */
export async function keepContacts(tx: EntityManager, investors: readonly Pick<Investor, 'contact_id'>[], until: LocalDate): Promise<void> {
  const uses = investors.flatMap(({ contact_id }) => (contact_id === null ? [] : [{ person_id: contact_id, keep_until: until }]));
  if (uses.length > 0) await keepPersons(tx, uses);
}
