/** A joint meeting that comes from a file: taken through its states as far as the file says, each step on its own day. */
import { followedBy, type Decision } from '@park/contracts';
import { addDays, invalid, type LocalDate, type NewIdentity } from '@park/kernel';
import {
  close,
  convene,
  draft,
  draftOfHistory,
  fixAgenda,
  openTopics,
  publishMinutes,
  report,
  type Attendance,
  type Loop,
  type Meeting,
  type MeetingState,
} from './meeting.ts';

export interface MeetingHistory {
  meeting_on: LocalDate;
  state: MeetingState;
  reported_on?: LocalDate;
  report_sha256?: string;
  minutes_sha256?: string;
}

/** Facts of a meeting that was held, from its file and from the meetings before it. */
export interface Around {
  attendance: Attendance;
  previousId: string | null;
  loop: Loop;
}

const steps = ['draft', 'topics_open', 'agenda_fixed', 'reported', 'convened', 'minutes_published', 'closed'] as const;

export function hasCome(state: MeetingState, to: (typeof steps)[number]): boolean {
  return (steps as readonly MeetingState[]).indexOf(state) >= steps.indexOf(to);
}

/** Topics were open for a week that ended a week before the meeting. Throws `invalid required`, and the errors of the steps. */
export function historyOf(identity: NewIdentity, row: MeetingHistory, around: Around): Decision<Meeting> {
  const { today } = identity;
  const { meeting_on, state, reported_on } = row;
  if (hasCome(state, 'reported') && reported_on === undefined)
    throw invalid('/reported_on', 'required', 'reported_on is required of a meeting that was reported.');
  if (hasCome(state, 'convened') && meeting_on > today)
    throw invalid('/meeting_on', 'in_future', 'meeting_on must not be later than today once the meeting is convened.');
  const by = (day: LocalDate) => [day, today, reported_on ?? day].sort()[0]!;
  const [opened, fixed] = [by(addDays(meeting_on, -14)), by(addDays(meeting_on, -7))];
  const told = { ...identity, today: opened };
  const moves: [(typeof steps)[number], (meeting: Meeting) => Decision<Meeting>][] = [
    ['topics_open', (meeting) => openTopics(meeting, addDays(meeting_on, -7), opened)],
    ['agenda_fixed', (meeting) => fixAgenda(meeting, [], fixed)],
    ['reported', (meeting) => report(meeting, { reported_on: reported_on!, sha256: row.report_sha256 ?? null }, today)],
    ['convened', (meeting) => convene(meeting, around.attendance, around.previousId, today)],
    ['minutes_published', (meeting) => publishMinutes(meeting, row.minutes_sha256 ?? null, [], meeting_on)],
    ['closed', (meeting) => close(meeting, around.loop, meeting_on)],
  ];
  const isAhead = meeting_on > today;
  return followedBy(
    isAhead ? ahead(identity, told, meeting_on) : draftOfHistory(told, meeting_on),
    ...moves.filter(([step]) => hasCome(state, step)).map(([, step]) => step),
  );
}

/** One that is still to come has a day that a meeting can be planned for. */
function ahead(identity: NewIdentity, told: NewIdentity, meeting_on: LocalDate): Decision<Meeting> {
  draft(identity, meeting_on);
  return draftOfHistory(told, meeting_on);
}
