import { dateAt, isOperator } from '@park/kernel';
import { changeLocked, load, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { lockMeetings, openMeeting, sharedMeeting } from '../meetings/meeting.store.ts';
import type { Membership } from '../memberships/membership.ts';
import { actingMember } from '../memberships/membership.store.ts';
import { MembershipsService, type MemberInactive } from '../memberships/memberships.service.ts';
import { carry, decide, decline, offer, submit, withdraw, type Topic } from './topic.ts';
import { deferredTopics, openTopicsOf, waitingTopicsOf } from './topic.store.ts';
import { ownTopics, TopicTable } from './topic.table.ts';
import type { DecideTopicDto, SubmitTopicDto } from './topics.dto.ts';

/** Takes locks in the order that MeetingsService documents. */
@Injectable()
export class TopicsService implements MemberInactive {
  constructor(@Inject(MembershipsService) memberships: MembershipsService) {
    memberships.whenInactive(this);
  }

  /** Topics that no meeting has taken up are withdrawn; those on an agenda are for the meeting to decide. */
  async memberInactive(command: Command, { id }: Membership): Promise<void> {
    const waiting = await waitingTopicsOf(command.tx, id);
    await saveAll(
      command,
      TopicTable,
      waiting.map((topic) => withdraw(topic, dateAt(command.now))),
    );
  }

  async submit(command: Command, { meeting_id, membership_id, mode, title }: SubmitTopicDto): Promise<Topic> {
    const member = await actingMember(command, membership_id);
    const meeting = await sharedMeeting(command.tx, meeting_id);
    return await save(command, TopicTable, submit(await newIdentity(command, 'TO'), meeting, member, { mode, title }));
  }

  async withdraw(command: Command, id: string): Promise<Topic> {
    if (!isOperator(command.actor)) await actingMember(command, undefined);
    return await changeLocked(command, ownTopics, id, (topic) => withdraw(topic, dateAt(command.now)));
  }

  async decline(command: Command, id: string, reason: string): Promise<Topic> {
    return await changeLocked(command, TopicTable, id, (topic) => decline(topic, reason, dateAt(command.now)));
  }

  /** A deferred topic goes to the next meeting that takes topics already, or to the one that does so first. */
  async decide(command: Command, id: string, { decision, reason }: DecideTopicDto): Promise<Topic> {
    const { tx } = command;
    if (decision === 'deferred') await lockMeetings(tx);
    const { meeting_id } = await load(command, TopicTable, id);
    const meeting = await sharedMeeting(tx, meeting_id);
    const topic = await changeLocked(command, TopicTable, id, (row) => decide(row, meeting, decision, reason ?? null));
    if (decision === 'deferred') await this.offerDeferred(command);
    return await load(command, TopicTable, topic.id);
  }

  /** To the meeting that takes topics; none where no meeting does. The order of the meetings is locked. */
  async offerDeferred(command: Command): Promise<void> {
    const meeting = await openMeeting(command.tx);
    if (meeting === null) return;
    const deferred = await deferredTopics(command.tx);
    await saveAll(
      command,
      TopicTable,
      deferred.map((topic) => offer(topic, meeting, dateAt(command.now))),
    );
  }

  /** Of a meeting that is cancelled. */
  async carryAll(command: Command, meetingId: string): Promise<void> {
    const open = await openTopicsOf(command.tx, meetingId);
    await saveAll(
      command,
      TopicTable,
      open.map((topic) => carry(topic, 'the meeting was cancelled', dateAt(command.now))),
    );
    await this.offerDeferred(command);
  }
}
