/** A match request as a file tells it: as far as it has come, each step on its own day. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, startOfDay, type LocalDate, type NewIdentity } from '@park/kernel';
import type { Gathering } from '../gatherings/gathering.ts';
import type { Investor } from '../investors/investor.ts';
import type { Project } from '../projects/project.ts';
import {
  accept,
  cancel,
  decline,
  expire,
  expiryOf,
  request,
  requireForMatching,
  requireNotWithdrawn,
  requireOpenForRequests,
  type MatchAbsence,
  type MatchFollowUp,
  type MatchRequest,
  type MatchSide,
} from './match-request.ts';
import { followUp, hold, markNoShow, schedule, type Slot } from './meeting.ts';

export interface History {
  asked_by: MatchSide;
  requested_on: LocalDate;
  answer?: 'accepted' | 'declined' | 'expired' | 'cancelled';
  answered_on?: LocalDate;
  table_no?: number;
  starts_at?: string;
  ends_at?: string;
  outcome?: 'held' | 'no_show' | 'cancelled';
  investor_interest?: number;
  project_interest?: number;
  absent?: MatchAbsence;
  follow_up_outcome?: MatchFollowUp;
}

/** A row with everything that it names. */
export interface Paper<Row extends History = History & { code?: string }> {
  row: Row;
  gathering: Gathering;
  investor: Investor;
  project: Project;
}

const beforeTheImport = 'as recorded before the import';

/** `number`: of the meeting, asked for once there is one. Throws what the steps throw, and `invalid required` where one lacks something. */
export function imported(identity: NewIdentity, paper: Paper, number: () => number, now: Date): Decision<MatchRequest> {
  const { row, gathering, investor, project } = paper;
  requireForMatching('/gathering_code', gathering);
  if (['draft', 'in_review', 'approved', 'postponed', 'cancelled'].includes(gathering.state))
    throw invalid('/gathering_code', 'matching_closed', `Gathering ${gathering.code} is ${gathering.state}.`);
  if (row.requested_on > identity.today) throw invalid('/requested_on', 'in_future', 'requested_on must not be later than today.');
  if (row.requested_on > dateAt(gathering.starts_at))
    throw invalid('/requested_on', 'after_gathering', 'requested_on must not be later than the gathering begins.');
  const wish = {
    gathering_id: gathering.id,
    investor_id: investor.id,
    project_id: project.id,
    entity_id: project.entity_id,
    sector: project.sector,
    asked_by: row.asked_by,
    message: null,
    expires_at: expiryIn(paper, now),
  };
  const requested = request({ ...identity, now: startOfDay(row.requested_on), today: row.requested_on }, wish, gathering);
  return followedBy(requested, (one) => caughtUp(one, paper, number, now));
}

/** The steps that it lacks. */
export function caughtUp(known: MatchRequest, paper: Paper, number: () => number, now: Date): Decision<MatchRequest> {
  const { answered_on, requested_on } = paper.row;
  if (answered_on !== undefined && answered_on < requested_on)
    throw invalid('/answered_on', 'before_request', 'answered_on must not be earlier than requested_on.');
  if (answered_on !== undefined && answered_on > dateAt(now))
    throw invalid('/answered_on', 'in_future', 'answered_on must not be later than today.');
  return followedBy(
    unchanged(known),
    (one) => (one.state === 'requested' ? answered(one, paper, now) : unchanged(one)),
    (one) => (one.state === 'accepted' ? placed(one, paper, number) : unchanged(one)),
    (one) => (one.state === 'scheduled' ? met(one, paper, now) : unchanged(one)),
    (one) => (one.state === 'held' ? asked(one, paper, now) : unchanged(one)),
  );
}

/** An unanswered one waits as one of today; of any other the gathering's beginning is the last moment. */
function expiryIn({ row: { answer, requested_on }, gathering }: Paper, now: Date): Date {
  if (answer === 'expired') return expiryOf(undefined, gathering, startOfDay(requested_on));
  if (answer !== undefined) return gathering.starts_at;
  if (gathering.starts_at <= now) throw invalid('/answer', 'required', 'answer is required once the gathering has begun.');
  requireOpenForRequests(gathering, now);
  return expiryOf(undefined, gathering, now);
}

function answered(one: MatchRequest, { row, gathering }: Paper, now: Date): Decision<MatchRequest> {
  const { answer, answered_on = one.requested_on } = row;
  if (answer === undefined) {
    if (row.outcome !== undefined || row.table_no !== undefined)
      throw invalid('/answer', 'required', 'answer is required with a table or an outcome.');
    return unchanged(one);
  }
  const at = startOfDay(answered_on);
  switch (answer) {
    case 'accepted':
      return accept(one, gathering, at);
    case 'declined':
      return decline(one, null, gathering, at);
    case 'expired':
      return expire(one, gathering, now);
    case 'cancelled':
      return cancel(one, 'organiser', beforeTheImport, gathering, answered_on);
  }
}

function placed(one: MatchRequest, { row, gathering, project }: Paper, number: () => number): Decision<MatchRequest> {
  const { table_no, starts_at, ends_at, outcome, answered_on = one.requested_on } = row;
  if (table_no === undefined && starts_at === undefined && ends_at === undefined) {
    if (outcome === 'cancelled') return cancel(one, 'organiser', beforeTheImport, gathering, answered_on);
    if (outcome !== undefined) throw invalid('/table_no', 'required', 'table_no, starts_at and ends_at are required with an outcome.');
    return unchanged(one);
  }
  if (table_no === undefined) throw invalid('/table_no', 'required', 'table_no is required with a time.');
  if (starts_at === undefined) throw invalid('/starts_at', 'required', 'starts_at is required with a table.');
  if (ends_at === undefined) throw invalid('/ends_at', 'required', 'ends_at is required with a table.');
  if (outcome === undefined) requireNotWithdrawn(project);
  const slot: Slot = { table_no, starts_at: new Date(starts_at), ends_at: new Date(ends_at) };
  // One that was cancelled or missed has given its number back.
  const stands = outcome === undefined || outcome === 'held';
  return schedule(one, slot, stands ? number() : 1, gathering, answered_on);
}

function met(one: MatchRequest, { row, gathering }: Paper, now: Date): Decision<MatchRequest> {
  const { outcome, investor_interest, project_interest, absent = 'both', answered_on = one.requested_on } = row;
  switch (outcome) {
    case undefined:
      return unchanged(one);
    case 'no_show':
      return markNoShow(one, absent, gathering, now);
    case 'cancelled':
      return cancel(one, 'organiser', beforeTheImport, gathering, answered_on);
    case 'held':
      if (investor_interest === undefined)
        throw invalid('/investor_interest', 'required', 'investor_interest is required of a meeting that was held.');
      if (project_interest === undefined)
        throw invalid('/project_interest', 'required', 'project_interest is required of a meeting that was held.');
      return hold(one, { investor_interest, project_interest }, gathering, now);
  }
}

function asked(one: MatchRequest, { row, gathering }: Paper, now: Date): Decision<MatchRequest> {
  return row.follow_up_outcome === undefined ? unchanged(one) : followUp(one, row.follow_up_outcome, gathering, dateAt(now));
}
