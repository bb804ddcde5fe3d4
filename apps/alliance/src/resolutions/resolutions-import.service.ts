import { followedBy } from '@park/contracts';
import { dateAt, invalid, Refusal } from '@park/kernel';
import { knownByCode, newIdentity, save, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { heldStates, type Meeting } from '../meetings/meeting.ts';
import { lockMeetings } from '../meetings/meeting.store.ts';
import { MeetingTable } from '../meetings/meeting.table.ts';
import { memberThen, type MembersOfFile } from '../memberships/members-of-file.ts';
import type { Membership } from '../memberships/membership.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { assign } from '../tasks/task.ts';
import { TaskTable } from '../tasks/task.table.ts';
import { adoptHistory as adoptTopic, schedule, submitHistory, type Topic } from '../topics/topic.ts';
import { TopicTable } from '../topics/topic.table.ts';
import { adoptHistory, ownerOf } from './resolution.ts';
import { requireOrder, resolutionLived, taskLived } from './resolution-history.ts';
import { ResolutionTable } from './resolution.table.ts';
import type { ResolutionRow } from './resolutions.dto.ts';

/** Resolutions as a clerk has them in a file, with their topics and tasks. Takes locks in the order that MeetingsService documents. */
@Injectable()
export class ResolutionsImportService {
  /** Throws `invalid unknown_meeting`, and what `enter` throws. */
  async importRows(command: Command, rows: ResolutionRow[]): Promise<Outcome[]> {
    const usccs = rows.map(({ owner_uscc }) => owner_uscc);
    const members = await lockedMembersOfFile(command.tx, usccs);
    await lockMeetings(command.tx);
    const codes = rows.map(({ meeting_code }) => meeting_code);
    const meetings = await knownByCode(command, MeetingTable, codes);
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const meeting = meetings.get(row.meeting_code);
      if (meeting === undefined) throw invalid('/meeting_code', 'unknown_meeting', `No meeting has the code ${row.meeting_code}.`);
      outcomes.push(await this.enter(command, row, meeting, members));
    }
    return outcomes;
  }

  /** Throws `conflict meeting_not_deciding`, and what the steps throw. */
  private async enter(command: Command, row: ResolutionRow, meeting: Meeting, members: MembersOfFile): Promise<Outcome> {
    const { tx, now, actor } = command;
    const [today, { meeting_on }] = [dateAt(now), meeting];
    if (!(heldStates as readonly string[]).includes(meeting.state))
      throw new Refusal('conflict', 'meeting_not_deciding', 'A resolution was adopted by a meeting that was held.');
    const isFollowed = await tx.existsBy(MeetingTable, { previous_meeting_id: meeting.id, state: 'closed' });
    requireOrder(row, meeting_on, isFollowed, today);
    const member = memberThen(members, row.owner_uscc, meeting_on, 'owner_uscc');
    const topic = await this.topicOf(command, row, meeting, member);
    if (await tx.existsBy(ResolutionTable, { topic_id: topic.id, title: row.title })) return 'unchanged';
    const { title, mode, due_on } = row;
    const owner = ownerOf(member);
    const adopted = adoptHistory(await newIdentity(command, 'RS'), topic, meeting, owner, { title, mode, due_on });
    const { id } = await save(command, ResolutionTable, resolutionLived(adopted, row, today));
    const assigned = assign(await newIdentity(command, 'TA'), id, owner, { title, due_on }, meeting_on);
    await save(command, TaskTable, taskLived(assigned, row, actor.id));
    return 'created';
  }

  /** Brought in by the owner where the meeting has none with this title. */
  private async topicOf(command: Command, row: ResolutionRow, meeting: Meeting, member: Membership): Promise<Topic> {
    const { tx } = command;
    const known = await tx.findOneBy(TopicTable, { meeting_id: meeting.id, title: row.topic_title });
    if (known !== null) return known;
    const [{ next }] = await tx.query('select coalesce(max(agenda_number), 0)::int + 1 as next from topic where meeting_id = $1', [
      meeting.id,
    ]);
    const identity = { ...(await newIdentity(command, 'TO')), today: meeting.topics_opened_on! };
    const history = followedBy(
      submitHistory(identity, meeting, member, { mode: row.mode, title: row.topic_title }),
      (topic) => schedule(topic, next, meeting.agenda_fixed_on!),
      (topic) => adoptTopic(topic, meeting.meeting_on),
    );
    return await save(command, TopicTable, history);
  }
}
