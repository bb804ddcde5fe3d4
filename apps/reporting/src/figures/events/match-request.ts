/** A match request 对接: asked for, accepted, met; and the money that came of the meeting. */
import { events } from '@park/contracts';
import { daysBetween, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, type Dimensions, type Entry } from '../../ledger/timeline.ts';
import { atGathering, inSeason, sector } from './dimensions.ts';

const dimensions = [inSeason, atGathering, sector];

export const meetingsRequested: Measure = { code: 'meetings_requested', dimensions };
/** Those of them that were accepted, on the day of the request. */
export const meetingsAccepted: Measure = { code: 'meetings_accepted', dimensions };
/** Meetings held, on their day; the scale is the days until the project was funded, absent until it is. */
export const meetingsHeld: Measure = { code: 'meetings_held', dimensions, scale: 'days' };

export interface MatchRequest {
  code: string;
  state: string;
  gathering_id: string;
  season_id: string | null;
  investor_id: string;
  project_id: string;
  sector: string;
  requested_on: LocalDate;
  accepted: boolean;
  table: number | null;
  start: string | null;
  end: string | null;
  met_on: LocalDate;
}

interface Funding {
  funded_on: LocalDate;
}

const map = mappingsTo<MatchRequest>();
const mapDeal = mappingsTo<Funding>();

type Head = Pick<MatchRequest, 'code' | 'gathering_id' | 'season_id' | 'investor_id' | 'project_id' | 'sector'> & { to_state: string };

function headOf({ code, to_state, gathering_id, season_id, investor_id, project_id, sector: of }: Head): Partial<MatchRequest> {
  return { code, state: to_state, gathering_id, season_id, investor_id, project_id, sector: of };
}

function moved(data: Head): { is: Partial<MatchRequest> } {
  return { is: headOf(data) };
}

function placed(data: Head & { table: number; start: string; end: string }): { is: Partial<MatchRequest> } {
  const { table, start, end } = data;
  return { is: { ...headOf(data), table, start, end } };
}

export function matchRequestOf(known: Known): Partial<MatchRequest> {
  const [own] = logsOf<MatchRequest>(known, 'events.match-request');
  return latest(own?.log ?? []);
}

/** The first money that came of the meeting. */
function fundedOn(known: Known): LocalDate | undefined {
  return logsOf<Funding>(known, 'events.deal')
    .flatMap(({ log }) => latest(log).funded_on ?? [])
    .sort()[0];
}

function timeline(known: Known): Entry[] {
  const { season_id, gathering_id = 'unknown', sector: of = 'unknown', requested_on, accepted = false, met_on } = matchRequestOf(known);
  const groups = { season: season_id ?? 'none', gathering: gathering_id, sector: of };
  const funded = fundedOn(known);
  const days: Dimensions = met_on !== undefined && funded !== undefined ? { days: String(daysBetween(met_on, funded)) } : {};
  return [
    ...(requested_on === undefined ? [] : [flowEntry(meetingsRequested, groups, requested_on, 1)]),
    ...(requested_on === undefined || !accepted ? [] : [flowEntry(meetingsAccepted, groups, requested_on, 1)]),
    ...(met_on === undefined ? [] : [flowEntry(meetingsHeld, { ...groups, ...days }, met_on, 1)]),
  ];
}

export const matchRequest: SubjectKind = {
  name: 'events.match-request',
  title: { zh: '投融资对接', en: 'Match request' },
  version: 1,
  measures: [meetingsRequested, meetingsAccepted, meetingsHeld],
  mappings: [
    map(events.MatchRequestRequestedV1, (data, { effectivedate }) => ({ is: { ...headOf(data), requested_on: effectivedate } })),
    map(events.MatchRequestAcceptedV1, (data) => ({ is: { ...headOf(data), accepted: true } })),
    map(events.MatchRequestDeclinedV1, moved),
    map(events.MatchRequestExpiredV1, moved),
    map(events.MatchRequestCancelledV1, moved),
    map(events.MatchRequestMeetingScheduledV1, placed),
    map(events.MatchRequestMeetingMovedV1, placed),
    map(events.MatchRequestMeetingUnscheduledV1, (data) => ({ is: { ...headOf(data), table: null, start: null, end: null } })),
    map(events.MatchRequestMeetingHeldV1, (data) => ({ on: data.met_on, is: { ...headOf(data), met_on: data.met_on } })),
    map(events.MatchRequestMeetingNoShowV1, moved),
    map(events.MatchRequestFollowedUpV1, moved),
    mapDeal(events.DealFundedV1, ({ match_request_id, funded_on }) => ({
      subjects: match_request_id === null ? [] : [match_request_id],
      is: { funded_on },
    })),
  ],
  timeline,
  belongsTo: (known) => matchRequestOf(known).gathering_id ?? null,
};
