import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aMeeting } from './meeting.fixture.ts';
import {
  cancel,
  close,
  convene,
  draft,
  fixAgenda,
  meetingMachine,
  moveTo,
  openTopics,
  publishMinutes,
  quorumOf,
  report,
  requireDeciding,
  requireTopicsOpen,
  type Meeting,
  type MeetingAction,
  type MeetingState,
} from './meeting.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000085', code: 'JM-2025-Q3', now: new Date('2025-06-16T02:00:00Z'), today };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Meeting>) => events.map(({ of, data }) => of.schema.parse(data));
const sha256 = 'c'.repeat(64);
const ids = (count: number, from = 10) => Array.from({ length: count }, (_, i) => `0197a0c0-0000-7000-8000-0000000001${from + i}`);
const attendance = { present: ids(2), excused: ids(1, 20), absent: [] };
const noLoop = { previous: null, unreported: [], reported: 0 };
/** 15 July; topics opened on 16 June, the agenda fixed on 8 July. */
const prepared = aMeeting({ topics_opened_on: today, topics_until: '2025-07-08', agenda_fixed_on: '2025-07-08' });

it('is planned for a day to come', () => {
  expect(told(draft(identity, '2025-06-17'))).toEqual([
    { code: 'JM-2025-Q3', from_state: null, to_state: 'draft', meeting_on: '2025-06-17' },
  ]);
});

it('calls for topics seven days before at the latest, until two days before at the latest', () => {
  expect(told(openTopics(aMeeting(), '2025-07-13', '2025-07-08'))).toMatchObject([{ topics_until: '2025-07-13' }]);
  expect(() => openTopics(aMeeting(), '2025-07-13', '2025-07-09')).toThrow(refused('opened_too_late'));
  expect(() => openTopics(aMeeting(), '2025-07-14', today)).toThrow(refused('topics_until_out_of_range'));
});

it('takes topics until the day on which they end, exclusive', () => {
  const open = openTopics(aMeeting(), '2025-07-08', today).next;
  expect(() => requireTopicsOpen(open, '2025-07-07')).not.toThrow();
  expect(() => requireTopicsOpen(open, '2025-07-08')).toThrow(refused('topics_closed'));
  expect(() => requireTopicsOpen(aMeeting(), today)).toThrow(refused('topics_closed'));
});

it('is reported after the agenda is fixed, and not before it happens', () => {
  const fixed: Meeting = { ...prepared, state: 'agenda_fixed' };
  const on =
    (reported_on: string, now = '2025-07-14') =>
    () =>
      report(fixed, { reported_on, sha256 }, now);
  expect(told(on('2025-07-13')())).toMatchObject([{ reported_on: '2025-07-13', sha256 }]);
  expect(on('2025-07-07')).toThrow(refused('before_agenda'));
  expect(on('2025-07-12', '2025-07-11')).toThrow(refused('in_future'));
});

it('is moved to a day for which the days before hold as well', () => {
  const reported: Meeting = { ...prepared, state: 'reported', reported_on: '2025-07-10' };
  const to = (day: string) => () => moveTo(reported, day, 'the hall is taken', '2025-07-10');
  expect(told(to('2025-07-12')())).toMatchObject([
    { old_meeting_on: '2025-07-15', meeting_on: '2025-07-12', from_state: 'reported', to_state: 'reported' },
  ]);
  expect(to('2025-07-11')).toThrow(refused('too_soon'));
  expect(to('2025-07-10')).toThrow(refused('in_past'));
  expect(to('2026-07-11')).toThrow(refused('too_far_ahead'));
  expect(to('2025-07-15')().events).toEqual([]);
  const open: Meeting = { ...prepared, state: 'topics_open', agenda_fixed_on: null };
  expect(moveTo(open, '2025-06-23', 'the hall is taken', today).next).toMatchObject({ topics_until: '2025-06-21' });
  expect(() => moveTo(open, '2025-06-22', 'the hall is taken', today)).toThrow(refused('too_soon'));
  expect(moveTo(open, '2025-08-15', 'the hall is taken', today).next.topics_until).toBe('2025-07-08');
});

it('is convened on its day or later, with more than half of those with a vote', () => {
  const reported: Meeting = { ...prepared, state: 'reported', reported_on: '2025-07-10' };
  expect(() => convene(reported, attendance, null, '2025-07-14')).toThrow(refused('meeting_not_begun'));
  const held = convene(reported, attendance, '0197a0c0-0000-7000-8000-000000000084', '2025-07-16');
  expect(held.next).toMatchObject({ present_count: 2, excused_count: 1, absent_count: 0, quorum: 2 });
  expect(held.events[0]!.effectiveOn).toBe('2025-07-15');
  expect(told(held)).toMatchObject([{ ...attendance, quorum: 2 }]);
  expect([0, 1, 2, 3, 4, 36].map(quorumOf)).toEqual([1, 1, 2, 2, 3, 19]);
  const half = { present: ids(2), excused: [], absent: ids(2, 20) };
  expect(() => convene(reported, half, null, '2025-07-15')).toThrow(refused('no_quorum'));
  expect(() => convene(reported, { present: [], excused: [], absent: [] }, null, '2025-07-15')).toThrow(refused('no_quorum'));
});

it('publishes its minutes once nothing on its agenda is open', () => {
  const held = aMeeting({ state: 'convened' });
  expect(() => publishMinutes(held, sha256, ['TO-000001'], '2025-07-16')).toThrow(
    expect.objectContaining({ code: 'topics_undecided', extra: { topics: ['TO-000001'] } }),
  );
  expect(told(publishMinutes(held, sha256, [], '2025-07-16'))).toMatchObject([{ sha256 }]);
});

it('is closed once each resolution of the meeting before that stands has a report', () => {
  const meeting = aMeeting({ state: 'minutes_published' });
  const previous = { id: '0197a0c0-0000-7000-8000-000000000084', state: 'minutes_published' } as const;
  expect(() => close(meeting, { previous, unreported: ['RS-000001'], reported: 3 }, '2025-07-16')).toThrow(
    expect.objectContaining({ code: 'resolutions_unreported', extra: { resolutions: ['RS-000001'] } }),
  );
  expect(() => close(meeting, { previous: { ...previous, state: 'convened' }, unreported: [], reported: 0 }, '2025-07-16')).toThrow(
    refused('minutes_missing'),
  );
  expect(told(close(meeting, { previous, unreported: [], reported: 4 }, '2025-07-16'))).toMatchObject([
    { previous_meeting_id: previous.id, resolutions_reported: 4 },
  ]);
});

it('decides from its beginning until its minutes are published', () => {
  for (const state of alliance.meetingStates) {
    const decides = () => requireDeciding({ state });
    if (state === 'convened') expect(decides).not.toThrow();
    else expect(decides).toThrow(refused('meeting_not_deciding'));
  }
});

const actions: Record<MeetingAction, (meeting: Meeting) => Decision<Meeting>> = {
  open_topics: (meeting) => openTopics(meeting, '2025-07-08', today),
  fix_agenda: (meeting) => fixAgenda(meeting, ids(1), '2025-07-08'),
  report: (meeting) => report(meeting, { reported_on: '2025-07-10', sha256 }, '2025-07-10'),
  move: (meeting) => moveTo(meeting, '2025-07-20', 'the hall is taken', '2025-07-10'),
  convene: (meeting) => convene(meeting, attendance, null, '2025-07-15'),
  publish_minutes: (meeting) => publishMinutes(meeting, sha256, [], '2025-07-16'),
  close: (meeting) => close(meeting, noLoop, '2025-07-17'),
  cancel: (meeting) => cancel(meeting, 'too few topics', today),
};

describe.each(alliance.meetingStates)('in the state %s', (state: MeetingState) => {
  it.each(Object.keys(actions) as MeetingAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const meeting: Meeting = { ...prepared, state };
    const run = () => actions[action](meeting);
    if (!allowed(meetingMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = meetingMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
