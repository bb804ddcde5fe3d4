/** CloudEvents 1.0: the envelope of every event; binary mode on Kafka (`ce_*` headers), JSON over HTTP. */
import { isDate } from '@park/kernel';
import type { EventType } from './event-type.ts';

export interface ParkEvent<Data = unknown> {
  specversion: '1.0';
  /** UUIDv7; together with `source` it names the event for ever. */
  id: string;
  /** `/parks/{parkCode}/services/{service}` */
  source: string;
  type: string;
  /** Id of the aggregate; also the Kafka key. */
  subject: string;
  /** When it happened, UTC. */
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  /** Version of the aggregate after this event, counting from 1 without gaps. */
  sequence: number;
  partitionkey: string;
  correlationid: string;
  causationid?: string;
  actorid: string;
  actortype: string;
  /** From which calendar date it counts. */
  effectivedate: string;
  recordedtime: string;
  traceparent?: string;
  visibility: string;
  data: Data;
}

export type Envelope = Omit<ParkEvent, 'data'>;

export function sourceOf(parkCode: string, service: string): string {
  return `/parks/${parkCode}/services/${service}`;
}

export function dataSchemaOf(type: string): string {
  return `urn:park:event:${type}`;
}

const attributes = [
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'dataschema',
  'sequence',
  'partitionkey',
  'correlationid',
  'causationid',
  'actorid',
  'actortype',
  'effectivedate',
  'recordedtime',
  'traceparent',
  'visibility',
] as const;

/** Made once: a name that is put together anew is hashed anew whenever it is looked up. */
const headerOf = Object.fromEntries(attributes.map((name) => [name, `ce_${name}`])) as Record<(typeof attributes)[number], string>;

/** The Kafka headers of an envelope. */
export function toHeaders(event: Envelope): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': event.datacontenttype };
  for (const name of attributes) {
    const value = event[name];
    if (value !== undefined) headers[headerOf[name]] = String(value);
  }
  return headers;
}

const required = attributes.filter((name) => name !== 'causationid' && name !== 'traceparent').map((name) => headerOf[name]);

export interface RawMessage {
  key: string | null;
  headers: Record<string, string>;
  value: string | null;
}

export type Decoded = { event: ParkEvent } | { fault: string };

/** Strict about the envelope, open about additional members of the data. `catalogue` names the types that this consumer knows. */
export function decode(message: RawMessage, catalogue: ReadonlyMap<string, EventType>): Decoded {
  const { headers, value } = message;
  if (headers['ce_specversion'] !== '1.0') return { fault: 'no CloudEvent: ce_specversion is not 1.0' };
  const missing = required.filter((header) => !headers[header]);
  if (missing.length > 0) return { fault: `missing header: ${missing.join(', ')}` };
  const type = catalogue.get(headers['ce_type']!);
  if (!type) return { fault: `unknown type: ${headers['ce_type']}` };
  const sequence = Number(headers['ce_sequence']);
  if (!Number.isSafeInteger(sequence) || sequence < 1) return { fault: 'ce_sequence is not a whole number from 1' };
  if (message.key !== headers['ce_subject']) return { fault: 'the Kafka key is not ce_subject' };
  for (const header of ['ce_time', 'ce_recordedtime']) {
    if (Number.isNaN(Date.parse(headers[header]!))) return { fault: `${header} is no instant` };
  }
  if (!isDate(headers['ce_effectivedate'])) return { fault: 'ce_effectivedate is no calendar date' };
  let json: unknown;
  try {
    json = JSON.parse(value ?? '');
  } catch {
    return { fault: 'the value is not JSON' };
  }
  const data = type.openSchema.safeParse(json);
  if (!data.success) {
    return { fault: `data: ${data.error.issues.map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`).join('; ')}` };
  }
  const event: Record<string, unknown> = {};
  for (const name of attributes) {
    const text = headers[headerOf[name]];
    if (text !== undefined) event[name] = text;
  }
  return { event: Object.assign(event, { datacontenttype: 'application/json', sequence, data: data.data }) as unknown as ParkEvent };
}
