/** Messages as the events service sends them. */
import { randomUUID } from 'node:crypto';
import { events, type EventType } from '@park/contracts';
import { message, type Message } from '@park/test-kit';

/** The next event of an aggregate: each has its own sequence, from 1 without gaps. */
export function aggregate(subject: string = randomUUID()) {
  let sequence = 0;
  const next = (type: EventType<any>, data: object, effectivedate?: string): Message =>
    message(type, subject, ++sequence, data, effectivedate);
  return { subject, next };
}

export const topic = events.GatheringDraftedV1.topic;
