/** An offer 录用通知: answered on a day; and where the candidate wanted a home with it, whether one was found. */
import { housing, recruitment } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Entry } from '../../ledger/timeline.ts';
import { factsOf, ofApplication, valuesOf, type Facts } from './dimensions.ts';

export const offersAccepted: Measure = { code: 'offers_accepted', dimensions: ofApplication };
/** Accepted, declined or expired, on the day. */
export const offersAnswered: Measure = { code: 'offers_answered', dimensions: ofApplication };
/** Accepted with the wish for a home, on the day. */
export const homesWanted: Measure = { code: 'homes_wanted', dimensions: ofApplication };
/** Of these, those whose housing application led to a tenancy; on the day of the acceptance. */
export const homesFound: Measure = { code: 'homes_found', dimensions: ofApplication };

interface Offer extends Facts {
  code: string;
  state: string;
  accepted_on: LocalDate;
  /** Accepted, declined or expired. */
  answered_on: LocalDate;
  wants_home: boolean;
}

interface Home {
  tenancy_id: string;
}

const map = mappingsTo<Offer>();
const mapHome = mappingsTo<Home>();

type Head = Facts & { code: string; to_state: string };

function headOf(data: Head): Partial<Offer> {
  return { ...factsOf(data), code: data.code, state: data.to_state };
}

function moved(data: Head): { is: Partial<Offer> } {
  return { is: headOf(data) };
}

function timeline(known: Known): Entry[] {
  const { accepted_on, answered_on, wants_home, ...facts } = latest(logsOf<Offer>(known, 'recruitment.offer')[0]?.log ?? []);
  if (answered_on === undefined) return [];
  const of = valuesOf(facts);
  const hasHome = logsOf<Home>(known, 'housing.application').length > 0;
  return [
    flowEntry(offersAnswered, of, answered_on, 1),
    ...(accepted_on === undefined ? [] : [flowEntry(offersAccepted, of, accepted_on, 1)]),
    ...(accepted_on === undefined || !wants_home ? [] : [flowEntry(homesWanted, of, accepted_on, 1)]),
    ...(accepted_on === undefined || !wants_home || !hasHome ? [] : [flowEntry(homesFound, of, accepted_on, 1)]),
  ];
}

export const offer: SubjectKind = {
  name: 'recruitment.offer',
  title: { zh: '录用通知', en: 'Offer' },
  version: 1,
  measures: [offersAccepted, offersAnswered, homesWanted, homesFound],
  mappings: [
    map(recruitment.OfferDraftedV1, moved),
    map(recruitment.OfferApprovedV1, moved),
    map(recruitment.OfferExtendedV1, moved),
    map(recruitment.OfferAcceptedV1, (data) => ({
      is: { ...headOf(data), accepted_on: data.accepted_on, answered_on: data.accepted_on, wants_home: data.wants_home },
    })),
    map(recruitment.OfferDeclinedV1, (data) => ({ is: { ...headOf(data), answered_on: data.declined_on } })),
    map(recruitment.OfferExpiredV1, (data) => ({ is: { ...headOf(data), answered_on: data.expired_on } })),
    map(recruitment.OfferWithdrawnV1, moved),
    map(recruitment.OfferDeprecatedV1, moved),
    mapHome(housing.ApplicationConvertedV1, ({ offer_id, tenancy_id }) => ({ subjects: offer_id ? [offer_id] : [], is: { tenancy_id } })),
  ],
  timeline,
};
