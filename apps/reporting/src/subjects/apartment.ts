/** A talent apartment 人才公寓 with its tenancies: on offer while in service, occupied while somebody lives in it. */
import { housing } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { hearing, latest, logs, phases, type Known } from '../ledger/said.ts';
import { span } from '../ledger/spans.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { standing, type Entry } from '../ledger/timeline.ts';

interface Apartment {
  brand: string;
  status: string;
}

interface Residence {
  brand: string;
  product: string;
  in_on: LocalDate;
  out_on: LocalDate;
}

const hear = hearing<Apartment>();
const hearTenancy = hearing<Residence>();

/** Notice or an agreed end empties no apartment: who stays over is in residence until the tenancy is closed. */
const hears = [
  hear(housing.ApartmentAddedV1, ({ brand, status }) => ({ is: { brand, status } })),
  hear(housing.ApartmentChangedV1, ({ brand }) => ({ is: { brand } })),
  hear(housing.ApartmentStatusChangedV1, ({ brand, to_state }) => ({ is: { brand, status: to_state } })),
  hearTenancy(housing.TenancyCheckedInV1, ({ apartment_id, brand, product, actual_on }) => ({
    about: apartment_id,
    on: actual_on,
    is: { brand, product, in_on: actual_on },
  })),
  hearTenancy(housing.TenancyClosedV1, ({ apartment_id, brand, product, closed_on }) => ({
    about: apartment_id,
    on: closed_on,
    is: { brand, product, out_on: closed_on },
  })),
];

function supply(known: Known): Entry[] {
  return logs<Apartment>(known, 'apartment')
    .flatMap(({ log }) => phases(log))
    .filter(({ state }) => state.status === 'in_service')
    .flatMap((phase) => standing('apartments', { brand: phase.state.brand ?? 'unknown' }, [phase], 1));
}

/** An apartment let by the bed counts once, by the tenancy that has been in it the longest. */
function occupied(known: Known): Entry[] {
  const residences = logs<Residence>(known, 'tenancy')
    .map(({ id, log }) => ({ id, ...latest(log) }))
    .flatMap((one) => (one.in_on ? span(one.in_on, one.out_on ?? null).map((days) => ({ ...one, ...days })) : []))
    .sort((a, b) => (a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1));
  let occupiedUntil: LocalDate = '';
  return residences.flatMap(({ brand = 'unknown', product = 'unknown', from, to }) => {
    const days = span(from > occupiedUntil ? from : occupiedUntil, to);
    occupiedUntil = to > occupiedUntil ? to : occupiedUntil;
    return standing('apartments_occupied', { brand, product }, days, 1);
  });
}

export const apartment: SubjectKind = {
  name: 'apartment',
  hears,
  timeline: (known) => [...supply(known), ...occupied(known)],
};
