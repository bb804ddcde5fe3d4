/** A joint meeting 联席会议: topics are collected, the agenda is fixed and reported, it is held with a quorum, and its loop is closed. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import {
  addDays,
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

export type MeetingState = (typeof alliance.meetingStates)[number];
export type MeetingAction = 'open_topics' | 'fix_agenda' | 'report' | 'move' | 'convene' | 'publish_minutes' | 'close' | 'cancel';

const beforeItIsHeld = ['draft', 'topics_open', 'agenda_fixed', 'reported'] as const satisfies MeetingState[];
export const heldStates = ['convened', 'minutes_published', 'closed'] as const satisfies MeetingState[];

export const meetingMachine: Machine<MeetingState, MeetingAction> = {
  open_topics: { from: ['draft'], to: 'topics_open' },
  fix_agenda: { from: ['topics_open'], to: 'agenda_fixed' },
  report: { from: ['agenda_fixed'], to: 'reported' },
  move: { from: beforeItIsHeld, to: 'same' },
  convene: { from: ['reported'], to: 'convened' },
  publish_minutes: { from: ['convened'], to: 'minutes_published' },
  close: { from: ['minutes_published'], to: 'closed' },
  cancel: { from: beforeItIsHeld, to: 'cancelled' },
};

/** 联席会议制度: topics are open so many days before the meeting at the latest, and it is reported so many days before it. */
export const topicsDaysBefore = 7;
export const reportedDaysBefore = 2;
const farthestMonths = 12;

export interface Meeting extends Aggregate {
  meeting_on: LocalDate;
  state: MeetingState;
  topics_opened_on: LocalDate | null;
  /** Exclusive. */
  topics_until: LocalDate | null;
  agenda_fixed_on: LocalDate | null;
  reported_on: LocalDate | null;
  report_sha256: string | null;
  present_count: number | null;
  excused_count: number | null;
  absent_count: number | null;
  quorum: number | null;
  /** The last one that was convened before it. */
  previous_meeting_id: string | null;
  minutes_sha256: string | null;
  resolutions_reported: number | null;
  reason: string | null;
}

/** Memberships with a vote. */
export interface Attendance {
  present: string[];
  excused: string[];
  absent: string[];
}

/** Throws `invalid in_past`, `invalid too_far_ahead`. */
export function draft(identity: NewIdentity, meeting_on: LocalDate): Decision<Meeting> {
  requireAhead(meeting_on, identity.today);
  return draftOfHistory(identity, meeting_on);
}

export function draftOfHistory(identity: NewIdentity, meeting_on: LocalDate): Decision<Meeting> {
  const next: Meeting = {
    ...rowOf(identity),
    meeting_on,
    state: 'draft',
    topics_opened_on: null,
    topics_until: null,
    agenda_fixed_on: null,
    reported_on: null,
    report_sha256: null,
    present_count: null,
    excused_count: null,
    absent_count: null,
    quorum: null,
    previous_meeting_id: null,
    minutes_sha256: null,
    resolutions_reported: null,
    reason: null,
  };
  return { next, events: [occurred(alliance.MeetingDraftedV1, identity.today, headOf(next, null))] };
}

/** Throws `conflict opened_too_late`, `invalid topics_until_out_of_range`. */
export function openTopics(meeting: Meeting, topics_until: LocalDate, today: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'open_topics');
  const last = addDays(meeting.meeting_on, -topicsDaysBefore);
  if (today > last)
    throw new Refusal(
      'conflict',
      'opened_too_late',
      `Topics are open ${topicsDaysBefore} days before the meeting at the latest: by ${last}.`,
    );
  const lastUntil = addDays(meeting.meeting_on, -reportedDaysBefore);
  if (topics_until <= today || topics_until > lastUntil)
    throw invalid('/topics_until', 'topics_until_out_of_range', `topics_until must be later than today, and ${lastUntil} at the latest.`);
  const next: Meeting = { ...meeting, state, topics_opened_on: today, topics_until };
  return { next, events: [occurred(alliance.MeetingTopicsOpenedV1, today, { ...headOf(next, meeting.state), topics_until })] };
}

export function fixAgenda(meeting: Meeting, topic_ids: string[], today: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'fix_agenda');
  const next: Meeting = { ...meeting, state, agenda_fixed_on: today };
  return { next, events: [occurred(alliance.MeetingAgendaFixedV1, today, { ...headOf(next, meeting.state), topic_ids })] };
}

export interface Report {
  reported_on: LocalDate;
  /** Null of history that came without it. */
  sha256: string | null;
}

/** Throws `invalid in_future`, `invalid before_agenda`, `invalid reported_too_late`. */
export function report(meeting: Meeting, { reported_on, sha256 }: Report, today: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'report');
  if (reported_on > today) throw invalid('/reported_on', 'in_future', 'reported_on must not be later than today.');
  if (reported_on < meeting.agenda_fixed_on!)
    throw invalid('/reported_on', 'before_agenda', 'reported_on must not be earlier than the day on which the agenda was fixed.');
  const last = addDays(meeting.meeting_on, -reportedDaysBefore);
  if (reported_on > last)
    throw invalid(
      '/reported_on',
      'reported_too_late',
      `A meeting is reported ${reportedDaysBefore} days before it: by ${last} at the latest.`,
    );
  const next: Meeting = { ...meeting, state, reported_on, report_sha256: sha256 };
  return { next, events: [occurred(alliance.MeetingReportedV1, reported_on, { ...headOf(next, meeting.state), reported_on, sha256 })] };
}

/** To another day, for which the days before hold as well. Throws `invalid in_past`, `invalid too_far_ahead`, `invalid too_soon`. */
export function moveTo(meeting: Meeting, meeting_on: LocalDate, reason: string, today: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'move');
  if (meeting_on === meeting.meeting_on) return unchanged(meeting);
  requireAhead(meeting_on, today);
  const { topics_opened_on, reported_on } = meeting;
  const tooLate = (day: LocalDate | null, before: number) => day !== null && day > addDays(meeting_on, -before);
  if (tooLate(topics_opened_on, topicsDaysBefore) || tooLate(reported_on, reportedDaysBefore))
    throw invalid(
      '/meeting_on',
      'too_soon',
      `meeting_on must be ${topicsDaysBefore} days after topics were opened, and ${reportedDaysBefore} days after it was reported.`,
    );
  const last = addDays(meeting_on, -reportedDaysBefore);
  const topics_until = meeting.topics_until !== null && meeting.topics_until > last ? last : meeting.topics_until;
  const next: Meeting = { ...meeting, state, meeting_on, topics_until };
  const data = { ...headOf(next, meeting.state), old_meeting_on: meeting.meeting_on, topics_until, reason };
  return { next, events: [occurred(alliance.MeetingMovedV1, today, data)] };
}

/** More than half of those with a vote. */
export function quorumOf(voters: number): number {
  return Math.floor(voters / 2) + 1;
}

/** On its day or later. Throws `conflict meeting_not_begun`, `conflict no_quorum`. */
export function convene(meeting: Meeting, attendance: Attendance, previous_meeting_id: string | null, today: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'convene');
  const { meeting_on } = meeting;
  if (today < meeting_on) throw new Refusal('conflict', 'meeting_not_begun', 'A meeting is convened on its day, and not before.');
  const { present, excused, absent } = attendance;
  const quorum = quorumOf(present.length + excused.length + absent.length);
  if (present.length < quorum)
    throw new Refusal('conflict', 'no_quorum', `More than half of the members with a vote must be present: ${quorum}.`, {
      extra: { present: present.length, quorum },
    });
  const counts = { present_count: present.length, excused_count: excused.length, absent_count: absent.length };
  const next: Meeting = { ...meeting, state, ...counts, quorum, previous_meeting_id };
  return { next, events: [occurred(alliance.MeetingConvenedV1, meeting_on, { ...headOf(next, meeting.state), ...attendance, quorum })] };
}

/** Nothing on its agenda is left open. Throws `conflict topics_undecided`. */
export function publishMinutes(meeting: Meeting, sha256: string | null, undecided: readonly string[], on: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'publish_minutes');
  if (undecided.length > 0)
    throw new Refusal('conflict', 'topics_undecided', 'Each topic on the agenda must be decided before the minutes are published.', {
      extra: { topics: undecided },
    });
  const next: Meeting = { ...meeting, state, minutes_sha256: sha256 };
  return { next, events: [occurred(alliance.MeetingMinutesPublishedV1, on, { ...headOf(next, meeting.state), sha256 })] };
}

export interface Loop {
  previous: Pick<Meeting, 'id' | 'state'> | null;
  /** Codes of the resolutions of the meeting before that stand and have no report. */
  unreported: readonly string[];
  reported: number;
}

/** The loop 闭环: how the resolutions of the meeting before stand is known. Throws `conflict resolutions_unreported`, `conflict minutes_missing`. */
export function close(meeting: Meeting, { previous, unreported, reported }: Loop, on: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'close');
  // Until its minutes are published, the meeting before can adopt resolutions.
  if (previous?.state === 'convened')
    throw new Refusal('conflict', 'minutes_missing', 'The minutes of the meeting before are not published yet.');
  if (unreported.length > 0)
    throw new Refusal('conflict', 'resolutions_unreported', 'Resolutions of the meeting before have no report yet.', {
      extra: { resolutions: unreported },
    });
  const next: Meeting = { ...meeting, state, resolutions_reported: reported };
  const data = { ...headOf(next, meeting.state), previous_meeting_id: previous?.id ?? null, resolutions_reported: reported };
  return { next, events: [occurred(alliance.MeetingClosedV1, on, data)] };
}

export function cancel(meeting: Meeting, reason: string, today: LocalDate): Decision<Meeting> {
  const state = move(meetingMachine, meeting.state, 'cancel');
  const next: Meeting = { ...meeting, state, reason };
  return { next, events: [occurred(alliance.MeetingCancelledV1, today, { ...headOf(next, meeting.state), reason })] };
}

/** Throws `conflict topics_closed`. */
export function requireTopicsOpen({ state, topics_until }: Meeting, today: LocalDate): void {
  if (state !== 'topics_open' || today >= topics_until!)
    throw new Refusal('conflict', 'topics_closed', 'The meeting takes no topics now.', { extra: { state, topics_until } });
}

/** It decides from its beginning on, until its minutes are published. Throws `conflict meeting_not_deciding`. */
export function requireDeciding({ state }: Pick<Meeting, 'state'>): void {
  if (state !== 'convened')
    throw new Refusal('conflict', 'meeting_not_deciding', 'A meeting decides once it is convened, and until its minutes are published.', {
      extra: { state },
    });
}

function requireAhead(meeting_on: LocalDate, today: LocalDate): void {
  if (meeting_on <= today) throw invalid('/meeting_on', 'in_past', 'meeting_on must be later than today.');
  if (meeting_on > addMonths(today, farthestMonths))
    throw invalid('/meeting_on', 'too_far_ahead', 'meeting_on must be at most a year after today.');
}

function headOf(next: Meeting, from: MeetingState | null) {
  return { ...transition(next, from), meeting_on: next.meeting_on };
}
