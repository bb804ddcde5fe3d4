/** A message as a service sends it, for what it would not send: twice, late, or out of order. */
import { randomUUID } from 'node:crypto';
import { dataSchemaOf, type EventType, sourceOf, toHeaders } from '@park/contracts';
import { parkCode } from './park-code.ts';

export interface Message {
  key: string;
  headers: Record<string, string>;
  value: string;
}

/** `data`: what differs from the example of the type. `sequence`: from 1 without gaps for each subject. */
export function message(type: EventType<any>, subject: string, sequence: number, data: object, effectivedate = '2025-06-16'): Message {
  const now = new Date().toISOString();
  const headers = toHeaders({
    specversion: '1.0',
    id: randomUUID(),
    source: sourceOf(parkCode, type.service),
    type: type.type,
    subject,
    time: now,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type.type),
    sequence,
    partitionkey: subject,
    correlationid: `correlation of ${subject}`,
    actorid: 'spec',
    actortype: 'system',
    effectivedate,
    recordedtime: now,
    visibility: type.visibility,
  });
  return { key: subject, headers, value: JSON.stringify({ ...type.example, ...data }) };
}
