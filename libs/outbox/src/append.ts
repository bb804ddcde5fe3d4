/** Writes events beside the state that they tell of: in the caller's transaction, or not at all. */
import type { Cause } from '@park/kernel';
import type { NewEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

/** A unit of work: the open transaction, and who does it, when, and why. */
export interface Work extends Cause {
  tx: EntityManager;
  /** The version that the caller has seen; null where they did not say. */
  expectedVersion: number | null;
}

/**
 * `versions[i]` is the version of its aggregate after `events[i]`. Throws when data does not fit the event's closed schema,
 * which is a bug of the caller and rolls everything back.
 */
export async function append(work: Work, events: readonly { aggregateId: string; version: number; event: NewEvent }[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ aggregateId, version, event }) => ({
    event_id: uuidv7(),
    aggregate: event.of.aggregate,
    aggregate_id: aggregateId,
    version,
    type: event.of.type,
    effective_on: event.effectiveOn,
    visibility: event.of.visibility,
    data: event.of.schema.parse(event.data),
  }));
  await work.tx.query(
    `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, visibility, data,
                         occurred_at, actor_id, actor_type, organisation, correlation_id, causation_id, traceparent, request_id, address)
     select r.event_id, r.aggregate, r.aggregate_id, r.version, r.type, r.effective_on, r.visibility, r.data, $2, $3, $4, $5, $6, $7, $8, $9, $10
     from rows from (jsonb_to_recordset($1::jsonb)
       as (event_id uuid, aggregate text, aggregate_id uuid, version int, type text, effective_on date, visibility text, data jsonb)) with ordinality
       as r(event_id, aggregate, aggregate_id, version, type, effective_on, visibility, data, place)
     order by r.place`,
    [
      JSON.stringify(rows),
      work.now,
      work.actor.id,
      work.actor.type,
      work.actor.organisation,
      work.correlationId,
      work.causationId,
      work.traceparent,
      work.requestId,
      work.address,
    ],
  );
}
