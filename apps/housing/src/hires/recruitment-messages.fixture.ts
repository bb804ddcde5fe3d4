/** Messages as recruitment sends them, for what it would not send: twice, late, or out of order. */
import { randomUUID } from 'node:crypto';
import { dataSchemaOf, recruitment, sourceOf, toHeaders, type EventType } from '@park/contracts';

export interface Message {
  key: string;
  headers: Record<string, string>;
  value: string;
}

function message(type: EventType, subject: string, data: object, sequence: number): Message {
  const now = new Date().toISOString();
  const headers = toHeaders({
    specversion: '1.0',
    id: randomUUID(),
    source: sourceOf('spec', 'recruitment'),
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
    effectivedate: '2025-06-16',
    recordedtime: now,
    visibility: type.visibility,
  });
  return { key: subject, headers, value: JSON.stringify({ ...(type.example as object), ...data }) };
}

export const accepted = (offer: string, data: object = {}, sequence = 4): Message =>
  message(recruitment.OfferAcceptedV1 as EventType, offer, data, sequence);
export const reneged = (hire: string, offer_id: string, data: object = {}, sequence = 2): Message =>
  message(recruitment.HireRenegedV1 as EventType, hire, { offer_id, ...data }, sequence);
