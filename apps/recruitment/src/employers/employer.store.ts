/** Employers as others name them. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { Employer } from './employer.ts';
import { EmployerTable } from './employer.table.ts';

/** Kept as it is until the transaction ends. Throws `invalid unknown_employer`. */
export async function sharedEmployer(tx: EntityManager, id: string): Promise<Employer> {
  const employer = await tx.findOne(EmployerTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!employer) throw unknownEmployer('/employer_id');
  return employer;
}

/** By USCC, those that are known, with the same lock. */
export async function sharedEmployersOf(tx: EntityManager, usccs: readonly string[]): Promise<Map<string, Employer>> {
  const rows = await tx
    .createQueryBuilder(EmployerTable, 't')
    .setLock('pessimistic_read')
    .where('t.uscc = any (:usccs)', { usccs: [...new Set(usccs)] })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((employer) => [employer.uscc, employer]));
}

/** Throws `invalid unknown_employer`. */
export function knownEmployer(employers: ReadonlyMap<string, Employer>, uscc: string): Employer {
  const employer = employers.get(uscc);
  if (!employer) throw unknownEmployer('/employer_uscc');
  return employer;
}

function unknownEmployer(pointer: string) {
  return invalid(pointer, 'unknown_employer', 'There is no such employer.');
}
