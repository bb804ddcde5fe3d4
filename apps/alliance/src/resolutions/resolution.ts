/** A resolution 决议 of a joint meeting: a member owns it, reports how it stands, and it is fulfilled with the last of its tasks. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import {
  addMonths,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { requireDeciding, type Meeting } from '../meetings/meeting.ts';
import type { Membership } from '../memberships/membership.ts';
import type { AllianceMode, Topic } from '../topics/topic.ts';

export type ResolutionState = (typeof alliance.resolutionStates)[number];
export type ResolutionProgress = (typeof alliance.resolutionProgress)[number];
export type ResolutionAction = 'report' | 'add_task' | 'change_due_day' | 'fulfil' | 'drop';

export const resolutionMachine: Machine<ResolutionState, ResolutionAction> = {
  report: { from: ['adopted'], to: 'same' },
  add_task: { from: ['adopted'], to: 'same' },
  change_due_day: { from: ['adopted'], to: 'same' },
  fulfil: { from: ['adopted'], to: 'fulfilled' },
  drop: { from: ['adopted'], to: 'dropped' },
};

export interface Owner {
  owner_membership_id: string;
  owner_uscc: string;
  owner_name: string;
}

export interface ResolutionContent {
  title: string;
  mode: AllianceMode;
  due_on: LocalDate;
}

export interface Resolution extends Aggregate, Owner, ResolutionContent {
  meeting_id: string;
  topic_id: string;
  state: ResolutionState;
  progress: ResolutionProgress | null;
  reported_on: LocalDate | null;
  fulfilled_on: LocalDate | null;
  is_late: boolean | null;
  dropped_by_meeting_id: string | null;
  reason: string | null;
}

/** A resolution is not for ever. */
const farthestMonths = 36;

export function ownerOf({ id, uscc, organisation_name }: Pick<Membership, 'id' | 'uscc' | 'organisation_name'>): Owner {
  return { owner_membership_id: id, owner_uscc: uscc, owner_name: organisation_name };
}

/** Throws `conflict meeting_not_deciding`, `conflict topic_not_adopted`, `invalid due_on_out_of_range`. */
export function adopt(
  identity: NewIdentity,
  topic: Topic,
  meeting: Meeting,
  owner: Owner,
  content: ResolutionContent,
): Decision<Resolution> {
  requireDeciding(meeting);
  return adoptHistory(identity, topic, meeting, owner, content);
}

export function adoptHistory(
  identity: NewIdentity,
  topic: Pick<Topic, 'id' | 'state'>,
  { id: meeting_id, meeting_on }: Pick<Meeting, 'id' | 'meeting_on'>,
  owner: Owner,
  content: ResolutionContent,
): Decision<Resolution> {
  if (topic.state !== 'adopted')
    throw new Refusal('conflict', 'topic_not_adopted', 'A resolution follows from a topic that the meeting has adopted.');
  requireDue(content.due_on, meeting_on);
  const next: Resolution = {
    ...rowOf(identity),
    ...owner,
    ...content,
    meeting_id,
    topic_id: topic.id,
    state: 'adopted',
    progress: null,
    reported_on: null,
    fulfilled_on: null,
    is_late: null,
    dropped_by_meeting_id: null,
    reason: null,
  };
  return { next, events: [occurred(alliance.ResolutionAdoptedV1, meeting_on, { ...headOf(next, null), title: next.title })] };
}

/** How it stands. The same answer on the same day says nothing new. */
export function report(resolution: Resolution, progress: ResolutionProgress, on: LocalDate): Decision<Resolution> {
  const state = move(resolutionMachine, resolution.state, 'report');
  if (resolution.progress === progress && resolution.reported_on === on) return unchanged(resolution);
  const next: Resolution = { ...resolution, state, progress, reported_on: on };
  return { next, events: [occurred(alliance.ResolutionReportedV1, on, { ...headOf(next, resolution.state), progress, reported_on: on })] };
}

/** Its tasks keep theirs. No event where the day stays. `adopted_on`: the day of its meeting. Throws `invalid due_on_out_of_range`. */
export function changeDueDay(
  resolution: Resolution,
  due_on: LocalDate,
  reason: string,
  { adopted_on, today }: { adopted_on: LocalDate; today: LocalDate },
): Decision<Resolution> {
  const state = move(resolutionMachine, resolution.state, 'change_due_day');
  if (due_on === resolution.due_on) return unchanged(resolution);
  requireDue(due_on, today, adopted_on);
  const next: Resolution = { ...resolution, state, due_on };
  const data = { ...headOf(next, resolution.state), old_due_on: resolution.due_on, reason };
  return { next, events: [occurred(alliance.ResolutionDueDayChangedV1, today, data)] };
}

/** With its last open task. `submittedOn`: when the last of what was accepted was submitted. */
export function fulfil(resolution: Resolution, submittedOn: LocalDate, on: LocalDate): Decision<Resolution> {
  const state = move(resolutionMachine, resolution.state, 'fulfil');
  const late = submittedOn > resolution.due_on;
  const next: Resolution = { ...resolution, state, fulfilled_on: on, is_late: late };
  return { next, events: [occurred(alliance.ResolutionFulfilledV1, on, { ...headOf(next, resolution.state), fulfilled_on: on, late })] };
}

/** By a later meeting. Throws `conflict meeting_not_deciding`, `invalid not_a_later_meeting`. */
export function drop(resolution: Resolution, own: Meeting, by: Meeting, reason: string): Decision<Resolution> {
  const state = move(resolutionMachine, resolution.state, 'drop');
  if (by.meeting_on <= own.meeting_on)
    throw invalid('/by_meeting_id', 'not_a_later_meeting', 'A resolution is dropped by a meeting after the one that adopted it.');
  requireDeciding(by);
  const next: Resolution = { ...resolution, state, dropped_by_meeting_id: by.id, reason };
  const data = { ...headOf(next, resolution.state), by_meeting_id: by.id, reason };
  return { next, events: [occurred(alliance.ResolutionDroppedV1, by.meeting_on, data)] };
}

/** `since`: the day from which its months are counted. Throws `invalid due_on_out_of_range`. */
export function requireDue(due_on: LocalDate, from: LocalDate, since = from): void {
  const last = addMonths(since, farthestMonths);
  if (due_on <= from || due_on > last)
    throw invalid('/due_on', 'due_on_out_of_range', `due_on must be later than ${from}, and ${last} at the latest.`);
}

function headOf(next: Resolution, from: ResolutionState | null) {
  const { meeting_id, topic_id, owner_membership_id, mode, due_on } = next;
  return { ...transition(next, from), meeting_id, topic_id, owner_membership_id, mode, due_on };
}
