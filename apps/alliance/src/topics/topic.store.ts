/** Topics as others ask for them; all are locked until the transaction ends, in the order of their ids. */
import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { Topic } from './topic.ts';
import { TopicTable } from './topic.table.ts';

export async function submittedTopics(tx: EntityManager, meetingId: string): Promise<Topic[]> {
  return await locked(tx, { meeting_id: meetingId, state: 'submitted' });
}

/** Those of a meeting that is cancelled. */
export async function openTopicsOf(tx: EntityManager, meetingId: string): Promise<Topic[]> {
  return await locked(tx, { meeting_id: meetingId, state: In(['submitted', 'on_agenda']) });
}

export async function deferredTopics(tx: EntityManager): Promise<Topic[]> {
  return await locked(tx, { state: 'deferred' });
}

/** Those of a member that no meeting has taken up yet. */
export async function waitingTopicsOf(tx: EntityManager, membershipId: string): Promise<Topic[]> {
  return await locked(tx, { membership_id: membershipId, state: In(['submitted', 'deferred']) });
}

async function locked(tx: EntityManager, where: FindOptionsWhere<Topic>): Promise<Topic[]> {
  return await tx.find(TopicTable, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
}
