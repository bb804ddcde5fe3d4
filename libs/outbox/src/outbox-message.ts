/** An event of the outbox as Kafka carries it: a CloudEvent in binary mode, its key the id of the aggregate. */
import { dataSchemaOf, toHeaders, type Envelope } from '@park/contracts';
import type { OutgoingMessage } from './kafka.client.ts';

/** A row of the outbox without what is never published. */
export interface OutboxRow {
  position: string;
  event_id: string;
  aggregate_id: string;
  version: number;
  type: string;
  effective_on: string;
  occurred_at: Date;
  recorded_at: Date;
  visibility: string;
  actor_id: string;
  actor_type: string;
  correlation_id: string;
  causation_id: string | null;
  traceparent: string | null;
  /** JSON text. */
  data: string;
}

export function envelopeOf(row: OutboxRow, source: string): Envelope {
  return {
    specversion: '1.0',
    id: row.event_id,
    source,
    type: row.type,
    subject: row.aggregate_id,
    time: row.occurred_at.toISOString(),
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(row.type),
    sequence: row.version,
    partitionkey: row.aggregate_id,
    correlationid: row.correlation_id,
    ...(row.causation_id !== null && { causationid: row.causation_id }),
    actorid: row.actor_id,
    actortype: row.actor_type,
    effectivedate: row.effective_on,
    recordedtime: row.recorded_at.toISOString(),
    ...(row.traceparent !== null && { traceparent: row.traceparent }),
    visibility: row.visibility,
  };
}

export function messageOf(row: OutboxRow, source: string): OutgoingMessage {
  return { key: row.aggregate_id, value: row.data, headers: toHeaders(envelopeOf(row, source)) };
}

/** Splits messages, in order, into parts of at most `limit` bytes; one that is larger by itself is a part of its own. */
export function partsOf(messages: readonly OutgoingMessage[], limit: number): OutgoingMessage[][] {
  const parts: OutgoingMessage[][] = [];
  let left = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    if (parts.length === 0 || size > left) {
      parts.push([]);
      left = limit;
    }
    parts.at(-1)!.push(message);
    left -= size;
  }
  return parts;
}

export function bytesOf({ key, value, headers }: OutgoingMessage): number {
  let bytes = Buffer.byteLength(key) + Buffer.byteLength(value);
  for (const name in headers) bytes += Buffer.byteLength(name) + Buffer.byteLength(headers[name]!);
  return bytes;
}
