import { dateAt } from '@park/kernel';
import { changeLocked, identityWith, load, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { agendaOf } from '../topics/topic.ts';
import { submittedTopics } from '../topics/topic.store.ts';
import { TopicTable } from '../topics/topic.table.ts';
import { TopicsService } from '../topics/topics.service.ts';
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
  report,
  type Meeting,
} from './meeting.ts';
import { attendanceOf, lockMeetings, loopOf, previousOf, undecidedTopics } from './meeting.store.ts';
import { MeetingTable } from './meeting.table.ts';
import type { ConveneDto, DraftMeetingDto, FixAgendaDto, MoveMeetingDto, ReportMeetingDto } from './meetings.dto.ts';

/** Locks are taken in one order: membership, the order of the meetings, meeting (the later one first), topic, resolution, task. */
@Injectable()
export class MeetingsService {
  constructor(@Inject(TopicsService) private readonly topics: TopicsService) {}

  /** Throws `conflict meeting_day_taken`. */
  async draft(command: Command, { code, meeting_on }: DraftMeetingDto): Promise<Meeting> {
    const identity = code === undefined ? await newIdentity(command, 'JM') : identityWith(command, code);
    return await save(command, MeetingTable, draft(identity, meeting_on));
  }

  /** Topics that meetings before have deferred are submitted for it. */
  async openTopics(command: Command, id: string, until: string): Promise<Meeting> {
    await lockMeetings(command.tx);
    const meeting = await changeLocked(command, MeetingTable, id, (row) => openTopics(row, until, dateAt(command.now)));
    await this.topics.offerDeferred(command);
    return meeting;
  }

  async fixAgenda(command: Command, id: string, { topic_ids, declined = [] }: FixAgendaDto): Promise<Meeting> {
    const today = dateAt(command.now);
    return await changeLocked(command, MeetingTable, id, async (meeting) => {
      const decision = fixAgenda(meeting, topic_ids, today);
      const decided = agendaOf(await submittedTopics(command.tx, id), { topic_ids, declined }, today);
      await saveAll(command, TopicTable, decided);
      return decision;
    });
  }

  async report(command: Command, id: string, { reported_on, sha256 }: ReportMeetingDto): Promise<Meeting> {
    const today = dateAt(command.now);
    return await changeLocked(command, MeetingTable, id, (meeting) =>
      report(meeting, { reported_on: reported_on ?? today, sha256 }, today),
    );
  }

  async move(command: Command, id: string, { meeting_on, reason }: MoveMeetingDto): Promise<Meeting> {
    return await changeLocked(command, MeetingTable, id, (meeting) => moveTo(meeting, meeting_on, reason, dateAt(command.now)));
  }

  async convene(command: Command, id: string, { present, excused = [] }: ConveneDto): Promise<Meeting> {
    const { tx, now } = command;
    await load(command, MeetingTable, id);
    const attendance = await attendanceOf(tx, present, excused);
    await lockMeetings(tx);
    return await changeLocked(command, MeetingTable, id, async (meeting) => {
      const decision = convene(meeting, attendance, null, dateAt(now));
      const previous = await previousOf(tx, meeting);
      return previous === null ? decision : convene(meeting, attendance, previous.id, dateAt(now));
    });
  }

  async publishMinutes(command: Command, id: string, sha256: string): Promise<Meeting> {
    const { tx, now } = command;
    return await changeLocked(command, MeetingTable, id, async (meeting) =>
      publishMinutes(meeting, sha256, await undecidedTopics(tx, id), dateAt(now)),
    );
  }

  async close(command: Command, id: string): Promise<Meeting> {
    const { tx, now } = command;
    return await changeLocked(command, MeetingTable, id, async (meeting) => {
      const isReady = meetingMachine.close.from.includes(meeting.state);
      return close(meeting, await loopOf(tx, isReady ? meeting.previous_meeting_id : null), dateAt(now));
    });
  }

  /** Its topics are kept for the next meeting. */
  async cancel(command: Command, id: string, reason: string): Promise<Meeting> {
    await lockMeetings(command.tx);
    const meeting = await changeLocked(command, MeetingTable, id, (row) => cancel(row, reason, dateAt(command.now)));
    await this.topics.carryAll(command, id);
    return meeting;
  }
}
