/** Joint meetings as others ask for them. */
import { invalid, Refusal } from '@park/kernel';
import { In, LessThan, MoreThan, type EntityManager } from 'typeorm';
import type { Membership } from '../memberships/membership.ts';
import { MembershipTable } from '../memberships/membership.table.ts';
import { heldStates, type Attendance, type Loop, type Meeting } from './meeting.ts';
import { MeetingTable } from './meeting.table.ts';

/**
 * Commands that look at more than one meeting run one after the other: the order of the meetings, and where a deferred topic goes. There is a
 * meeting in three months. Taken after the locks on memberships and before those on meetings.
 */
export async function lockMeetings(tx: EntityManager): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('joint meetings', 0))`);
}

/** Kept as it is until the transaction ends. Throws `invalid unknown_meeting`. */
export async function sharedMeeting(tx: EntityManager, id: string, pointer = '/meeting_id'): Promise<Meeting> {
  const meeting = await tx.findOne(MeetingTable, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (meeting === null) throw invalid(pointer, 'unknown_meeting', 'There is no such meeting.');
  return meeting;
}

/** The one that was convened last before the day. Throws `conflict later_meeting_convened`. */
export async function previousOf(tx: EntityManager, { meeting_on }: Meeting): Promise<Meeting | null> {
  const held = { state: In(heldStates) };
  if (await tx.existsBy(MeetingTable, { ...held, meeting_on: MoreThan(meeting_on) }))
    throw new Refusal('conflict', 'later_meeting_convened', 'A meeting of a later day is convened already; meetings follow each other.');
  return await tx.findOne(MeetingTable, { where: { ...held, meeting_on: LessThan(meeting_on) }, order: { meeting_on: 'DESC' } });
}

/** The next meeting that takes topics. */
export async function openMeeting(tx: EntityManager): Promise<Meeting | null> {
  return await tx.findOne(MeetingTable, { where: { state: 'topics_open' }, order: { meeting_on: 'ASC' } });
}

/** Members with a vote: active ones that are no observers. They stay so until the transaction ends. */
async function voters(tx: EntityManager): Promise<Membership[]> {
  return await tx
    .createQueryBuilder(MembershipTable, 'm')
    .where(`m.state = 'active' and m.role <> 'observer'`)
    .orderBy('m.id')
    .setLock('pessimistic_read')
    .getMany();
}

/**
 * A member that is neither present nor excused is absent. Throws `invalid no_vote`, `invalid attendance_twice`.
 */
export async function attendanceOf(tx: EntityManager, present: readonly string[], excused: readonly string[]): Promise<Attendance> {
  const withVote = (await voters(tx)).map(({ id }) => id);
  const known = new Set(withVote);
  const seen = new Set<string>();
  for (const [name, ids] of Object.entries({ present, excused }))
    for (const [i, id] of ids.entries()) {
      const pointer = `/${name}/${i}`;
      if (!known.has(id)) throw invalid(pointer, 'no_vote', 'Only active members that are no observers have a vote.');
      if (seen.has(id)) throw invalid(pointer, 'attendance_twice', 'A member is present or excused, once.');
      seen.add(id);
    }
  return { present: [...present], excused: [...excused], absent: withVote.filter((id) => !seen.has(id)) };
}

/** Codes of the topics that are on the agenda and not decided. */
export async function undecidedTopics(tx: EntityManager, meetingId: string): Promise<string[]> {
  const rows: { code: string }[] = await tx.query(`select code from topic where meeting_id = $1 and state = 'on_agenda' order by code`, [
    meetingId,
  ]);
  return rows.map(({ code }) => code);
}

/** How the resolutions of the meeting before stand; they are locked, so that a report that is under way is waited for. */
export async function loopOf(tx: EntityManager, previousId: string | null): Promise<Loop> {
  if (previousId === null) return { previous: null, unreported: [], reported: 0 };
  const previous = await sharedMeeting(tx, previousId);
  const rows: { code: string; is_reported: boolean }[] = await tx.query(
    `select code, reported_on >= $2 as is_reported from resolution where meeting_id = $1 and state = 'adopted' order by id for share`,
    [previousId, previous.meeting_on],
  );
  const unreported = rows.filter(({ is_reported }) => is_reported !== true).map(({ code }) => code);
  return { previous, unreported: unreported.sort(), reported: rows.length - unreported.length };
}
