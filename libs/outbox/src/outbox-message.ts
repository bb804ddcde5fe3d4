/** An event of the outbox as Kafka carries it: a CloudEvent in binary mode, its key the id of the aggregate. */
import { dataSchemaOf, toHeaders, type Envelope } from '@park/contracts';
import { WrittenRecord } from './kafka-records.ts';

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

export function messageOf(row: OutboxRow, source: string): WrittenRecord {
  return new WrittenRecord(row.aggregate_id, row.data, toHeaders(envelopeOf(row, source)));
}

/** Splits messages, in order, into parts of at most `limit` bytes; one that is larger by itself is a part of its own. */
export function partsOf(messages: readonly WrittenRecord[], limit: number): WrittenRecord[][] {
  const parts: WrittenRecord[][] = [];
  let left = 0;
  for (const message of messages) {
    const size = message.bytes.length;
    if (parts.length === 0 || size > left) {
      parts.push([]);
      left = limit;
    }
    parts.at(-1)!.push(message);
    left -= size;
  }
  return parts;
}
