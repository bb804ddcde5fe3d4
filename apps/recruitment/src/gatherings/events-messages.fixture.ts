/** Messages as the events service sends them. */
import { randomUUID } from 'node:crypto';
import { dataSchemaOf, events, sourceOf, toHeaders, type EventType } from '@park/contracts';
import type { tenantsMessages } from '@park/test-kit';

/** The next event of an aggregate: each has its own sequence, from 1 without gaps. */
export function aggregate(subject: string = randomUUID()) {
  let sequence = 0;
  const next = (type: EventType<any>, data: object, effectivedate = '2025-06-16'): tenantsMessages.Message => {
    const now = new Date().toISOString();
    const headers = toHeaders({
      specversion: '1.0',
      id: randomUUID(),
      source: sourceOf('spec', 'events'),
      type: type.type,
      subject,
      time: now,
      datacontenttype: 'application/json',
      dataschema: dataSchemaOf(type.type),
      sequence: ++sequence,
      partitionkey: subject,
      correlationid: `correlation of ${subject}`,
      actorid: 'spec',
      actortype: 'system',
      effectivedate,
      recordedtime: now,
      visibility: type.visibility,
    });
    return { key: subject, headers, value: JSON.stringify({ ...(type.example as object), ...data }) };
  };
  return { subject, next };
}

export const topic = events.GatheringDraftedV1.topic;
