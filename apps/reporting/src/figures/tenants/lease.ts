/** A lease 租约: contributes nothing by itself (its occupancies do), but names the tenant of a unit. */
import { tenants } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

export interface Lease {
  code: string;
  entity_id: string;
}

const map = mappingsTo<Lease>();

function partiesOf({ code, entity_id }: Lease): { is: Lease } {
  return { is: { code, entity_id } };
}

export const lease: SubjectKind = {
  name: 'tenants.lease',
  title: { zh: '租约', en: 'Lease' },
  version: 1,
  measures: [],
  mappings: [map(tenants.LeaseSignedV1, partiesOf), map(tenants.LeaseActivatedV1, partiesOf)],
};

export function leaseOf(known: Known): Partial<Lease> {
  const [own] = logsOf<Lease>(known, 'tenants.lease');
  return latest(own?.log ?? []);
}
