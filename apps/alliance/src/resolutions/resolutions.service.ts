import { dateAt, invalid, isOperator } from '@park/kernel';
import { changeLocked, load, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { sharedMeeting } from '../meetings/meeting.store.ts';
import { MeetingTable } from '../meetings/meeting.table.ts';
import { activeMembership, actingMember } from '../memberships/membership.store.ts';
import { assign, cancel, openTaskStates } from '../tasks/task.ts';
import { TaskTable } from '../tasks/task.table.ts';
import { TopicTable } from '../topics/topic.table.ts';
import { adopt, changeDueDay, drop, ownerOf, report, type Resolution, type ResolutionProgress } from './resolution.ts';
import { ownResolutions, ResolutionTable } from './resolution.table.ts';
import type { AdoptResolutionDto, ChangeResolutionDueDayDto, DropResolutionDto } from './resolutions.dto.ts';

/** Takes locks in the order that MeetingsService documents. */
@Injectable()
export class ResolutionsService {
  /** With its first task. */
  async adopt(command: Command, body: AdoptResolutionDto): Promise<Resolution> {
    const { tx } = command;
    const { topic_id, owner_membership_id, title, mode, due_on, task_title = title } = body;
    const owner = ownerOf(await activeMembership(tx, owner_membership_id, 'owner_membership_id'));
    const topic = await tx.findOneBy(TopicTable, { id: topic_id });
    if (topic === null) throw invalid('/topic_id', 'unknown_topic', 'There is no such topic.');
    // A decided topic changes no more once its meeting is locked; one that is deferred goes to another meeting, and is not adopted.
    const meeting = await sharedMeeting(tx, topic.meeting_id);
    const decided = await load(command, TopicTable, topic_id);
    const content = { title, mode: mode ?? decided.mode, due_on };
    const resolution = await save(command, ResolutionTable, adopt(await newIdentity(command, 'RS'), decided, meeting, owner, content));
    const task = assign(await newIdentity(command, 'TA'), resolution.id, owner, { title: task_title, due_on }, meeting.meeting_on);
    await save(command, TaskTable, task);
    return resolution;
  }

  /** By its owner, as an active member, or by the park for it. */
  async report(command: Command, id: string, progress: ResolutionProgress): Promise<Resolution> {
    if (!isOperator(command.actor)) await actingMember(command, undefined);
    return await changeLocked(command, ownResolutions, id, (resolution) => report(resolution, progress, dateAt(command.now)));
  }

  async changeDueDay(command: Command, id: string, { due_on, reason }: ChangeResolutionDueDayDto): Promise<Resolution> {
    const today = dateAt(command.now);
    return await changeLocked(command, ResolutionTable, id, async (resolution) => {
      // The meeting was held: its day stays.
      const { meeting_on } = await load(command, MeetingTable, resolution.meeting_id);
      return changeDueDay(resolution, due_on, reason, { adopted_on: meeting_on, today });
    });
  }

  /** Its open tasks are cancelled. */
  async drop(command: Command, id: string, { by_meeting_id, reason }: DropResolutionDto): Promise<Resolution> {
    const { tx, now } = command;
    const { meeting_id } = await load(command, ResolutionTable, id);
    const by = await sharedMeeting(tx, by_meeting_id, '/by_meeting_id');
    const own = await sharedMeeting(tx, meeting_id);
    const resolution = await changeLocked(command, ResolutionTable, id, (row) => drop(row, own, by, reason));
    const open = await tx.find(TaskTable, {
      where: { resolution_id: id, state: In([...openTaskStates]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    await saveAll(
      command,
      TaskTable,
      open.map((task) => cancel(task, reason, dateAt(now))),
    );
    return resolution;
  }
}
