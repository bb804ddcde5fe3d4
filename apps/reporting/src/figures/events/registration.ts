/** A registration 报名 for a gathering: made, waiting, confirmed for a day, and there or not. */
import { events } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, phases, type Change, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { outside } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { atGathering, gatheringType, inSeason } from './dimensions.ts';

const dimensions = [inSeason, atGathering, gatheringType];

export const registrationsMade: Measure = { code: 'registrations_made', dimensions };
export const registrationsWaiting: Measure = { code: 'registrations_waiting', dimensions };
/** Places of registrations that are, or were until the end, confirmed; on the day of the gathering. */
export const placesConfirmed: Measure = { code: 'places_confirmed', dimensions };
/** Those of them with a check-in; on the day of the gathering. */
export const placesAttended: Measure = { code: 'places_attended', dimensions };
/** Places that came in, once for each day on which they did; the scale is the ten minutes of the day, 0 to 143, in which they came first. */
export const arrivals: Measure = { code: 'arrivals', dimensions, scale: 'ten_minutes' };
/** The arrivals at job fairs. */
export const seekersEntered: Measure = { code: 'seekers_entered', dimensions: [inSeason, atGathering] };
/** Persons who have come to a gathering since the first of January. */
export const persons: Measure = { code: 'persons_attended', dimensions: [] };
/** The same by season: a person who came in two seasons is in both. */
export const personsBySeason: Measure = { code: 'persons_attended_by_season', dimensions: [inSeason] };

interface Registration {
  state: string;
  gathering_id: string;
  gathering_type: string;
  season_id: string | null;
  gathering_on: LocalDate | null;
  person_id: string;
  places: number;
  made_on: LocalDate;
  /** The list of a check-in, and when it was. */
  came_to: string;
  came_on: LocalDate;
  came_at: number;
  /** The list of a check-in that was reverted. */
  reverted: string;
}

const map = mappingsTo<Registration>();

type Head = Pick<Registration, 'gathering_id' | 'gathering_type' | 'season_id' | 'gathering_on' | 'person_id' | 'places'> & {
  to_state: string;
};

function headOf({
  to_state: state,
  gathering_id,
  gathering_type,
  season_id,
  gathering_on,
  person_id,
  places,
}: Head): Partial<Registration> {
  return { state, gathering_id, gathering_type, season_id, gathering_on, person_id, places };
}

function moved(data: Head): { is: Partial<Registration> } {
  return { is: headOf(data) };
}

const minute = 60_000;
const shanghaiMinutes = 8 * 60;

/** The ten minutes of the park's day in which an instant lies. */
export function tenMinutesOf(instant: string): number {
  return Math.floor(((Date.parse(instant) / minute + shanghaiMinutes) % (24 * 60)) / 10);
}

interface Arrival {
  on: LocalDate;
  at: number;
}

/** The first arrival of each day, of the check-ins that stand. */
function arrivalsIn(log: readonly Change<Registration>[]): Arrival[] {
  const standing = new Map<string, Arrival>();
  for (const { is } of log) {
    if (is.came_to !== undefined) standing.set(is.came_to, { on: is.came_on!, at: is.came_at! });
    if (is.reverted !== undefined) standing.delete(is.reverted);
    if (is.state === 'cancelled') standing.clear();
  }
  const sorted = [...standing.values()].sort((a, b) => (a.on === b.on ? a.at - b.at : a.on < b.on ? -1 : 1));
  return sorted.filter(({ on }, i) => sorted[i - 1]?.on !== on);
}

function dimensionsOf({ season_id, gathering_id = 'unknown', gathering_type = 'unknown' }: Partial<Registration>): Dimensions {
  return { season: season_id ?? 'none', gathering: gathering_id, gathering_type };
}

function timeline(known: Known): Entry[] {
  return logsOf<Registration>(known, 'events.registration').flatMap(({ log }) => {
    const now = latest(log);
    const of = dimensionsOf(now);
    const { state = '', gathering_on, places = 1, made_on } = now;
    const counted = ['confirmed', 'checked_in', 'no_show'].includes(state) && gathering_on;
    return [
      ...(made_on === undefined ? [] : [flowEntry(registrationsMade, of, made_on, 1)]),
      ...phases(log)
        .filter((phase) => phase.state.state === 'waitlisted')
        .flatMap((phase) => stockEntries(registrationsWaiting, of, [phase], 1)),
      ...(counted ? [flowEntry(placesConfirmed, of, gathering_on, places)] : []),
      ...(counted && state === 'checked_in' ? [flowEntry(placesAttended, of, gathering_on, places)] : []),
      ...arrivalsIn(log).flatMap(({ on, at }) => [
        flowEntry(arrivals, { ...of, ten_minutes: String(at) }, on, places),
        ...(of['gathering_type'] === 'job_fair' ? [flowEntry(seekersEntered, of, on, places)] : []),
      ]),
    ];
  });
}

type Visitor = { season: string };

/** A person is in the group of the year from the first day on which they came. */
function memberships(known: Known): Membership<Visitor>[] {
  return logsOf<Registration>(known, 'events.registration').flatMap(({ log }) => {
    const { person_id, season_id } = latest(log);
    return arrivalsIn(log).map(({ on }) => {
      const year = on.slice(0, 4);
      return { group: `${person_id} ${year}`, from: on, to: `${Number(year) + 1}-01-01`, as: { season: season_id ?? 'none' } };
    });
  });
}

/** One person, however often they came. */
function personTimeline(members: readonly Member<Visitor>[]): Entry[] {
  const once = (measure: Measure, own: readonly Member<Visitor>[], of: Dimensions): Entry[] =>
    own.flatMap((member, i) => stockEntries(measure, of, outside([member], own.slice(0, i)), 1));
  const bySeason = [...Map.groupBy(members, ({ as }) => as.season)];
  return [...once(persons, members, {}), ...bySeason.flatMap(([season, own]) => once(personsBySeason, own, { season }))];
}

export const registration: SubjectKind = {
  name: 'events.registration',
  title: { zh: '报名', en: 'Registration' },
  version: 2,
  measures: [registrationsMade, registrationsWaiting, placesConfirmed, placesAttended, arrivals, seekersEntered, persons, personsBySeason],
  mappings: [
    map(events.RegistrationCreatedV1, (data, { effectivedate }) => ({ is: { ...headOf(data), made_on: effectivedate } })),
    map(events.RegistrationConfirmedV1, moved),
    map(events.RegistrationRejectedV1, moved),
    map(events.RegistrationLapsedV1, moved),
    map(events.RegistrationWaitlistedV1, moved),
    map(events.RegistrationOfferedV1, moved),
    map(events.RegistrationOfferExpiredV1, moved),
    map(events.RegistrationOfferDeclinedV1, moved),
    map(events.RegistrationCancelledV1, moved),
    map(events.RegistrationRescheduledV1, moved),
    map(events.RegistrationCheckedInV1, (data, { effectivedate }) => ({
      is: { ...headOf(data), came_to: data.list_id, came_on: effectivedate, came_at: tenMinutesOf(data.scanned_at) },
    })),
    map(events.RegistrationCheckInRevertedV1, (data) => ({ is: { ...headOf(data), reverted: data.list_id } })),
    map(events.RegistrationNoShowV1, moved),
  ],
  timeline,
  grouping: { memberships, timeline: personTimeline },
};
