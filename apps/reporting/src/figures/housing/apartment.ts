/** A talent apartment 人才公寓: on offer while in service. */
import { housing } from '@park/contracts';
import { logsOf, mappingsTo, phases } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries } from '../../ledger/timeline.ts';
import { brand } from './dimensions.ts';

export const apartments: Measure = { code: 'apartments', dimensions: [brand] };

interface Apartment {
  brand: string;
  status: string;
}

const map = mappingsTo<Apartment>();

export const apartment: SubjectKind = {
  name: 'housing.apartment',
  title: { zh: '人才公寓', en: 'Apartment' },
  version: 1,
  measures: [apartments],
  mappings: [
    map(housing.ApartmentAddedV1, (data) => ({ is: { brand: data.brand, status: data.status } })),
    map(housing.ApartmentChangedV1, (data) => ({ is: { brand: data.brand } })),
    map(housing.ApartmentStatusChangedV1, (data) => ({ is: { brand: data.brand, status: data.to_state } })),
  ],
  timeline: (known) =>
    logsOf<Apartment>(known, 'housing.apartment')
      .flatMap(({ log }) => phases(log))
      .filter(({ state }) => state.status === 'in_service')
      .flatMap((phase) => stockEntries(apartments, { brand: phase.state.brand ?? 'unknown' }, [phase], 1)),
};
