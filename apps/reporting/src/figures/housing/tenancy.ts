/** A tenancy 租住. The tenancies of one apartment are counted together: an apartment let by the bed is occupied once. */
import { housing } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { outside, span } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries, type Entry } from '../../ledger/timeline.ts';
import { brand, product } from './dimensions.ts';

export const apartmentsOccupied: Measure = { code: 'apartments_occupied', dimensions: [brand, product] };

interface Residence {
  apartment_id: string;
  brand: string;
  product: string;
  in_on: LocalDate;
  out_on: LocalDate;
}

const map = mappingsTo<Residence>();

type Resident = { since: LocalDate; brand: string; product: string };

/** From check-in until the tenancy is closed: notice or an agreed end empties no apartment. */
function memberships(known: Known): Membership<Resident>[] {
  return logsOf<Residence>(known, 'housing.tenancy').flatMap(({ log }) => {
    const { apartment_id: group, brand: of = 'unknown', product: as = 'unknown', in_on, out_on } = latest(log);
    if (group === undefined || in_on === undefined) return [];
    return span(in_on, out_on ?? null).map((days) => ({ group, ...days, as: { since: in_on, brand: of, product: as } }));
  });
}

/** Each day counts for the tenancy that has been in the apartment the longest. */
function timeline(members: readonly Member<Resident>[]): Entry[] {
  const residents = [...members].sort((a, b) => (seniority(a) < seniority(b) ? -1 : 1));
  return residents.flatMap((resident, i) => {
    const { brand: of, product: as } = resident.as;
    return stockEntries(apartmentsOccupied, { brand: of, product: as }, outside([resident], residents.slice(0, i)), 1);
  });
}

function seniority({ as, member }: Member<Resident>): string {
  return `${as.since} ${member}`;
}

export const tenancy: SubjectKind = {
  name: 'housing.tenancy',
  title: { zh: '租住', en: 'Tenancy' },
  version: 1,
  measures: [apartmentsOccupied],
  mappings: [
    map(housing.TenancyCheckedInV1, ({ apartment_id, actual_on, ...data }) => ({
      on: actual_on,
      is: { apartment_id, brand: data.brand, product: data.product, in_on: actual_on },
    })),
    map(housing.TenancyClosedV1, ({ apartment_id, closed_on, ...data }) => ({
      on: closed_on,
      is: { apartment_id, brand: data.brand, product: data.product, out_on: closed_on },
    })),
  ],
  grouping: { memberships, timeline },
};
