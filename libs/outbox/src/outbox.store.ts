/** Writes events beside the state that they tell of: in the caller's transaction, or not at all. */
import type { Cause } from '@park/kernel';
import type { NewEvent } from '@park/contracts';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

/**
 * `versions[i]` is the version of its aggregate after `events[i]`. Throws when data does not fit the event's closed schema,
 * which is a bug of the caller and rolls everything back.
 */
export async function append(
  command: Cause & { tx: EntityManager },
  events: readonly { aggregateId: string; version: number; event: NewEvent }[],
): Promise<void> {
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
  await command.tx.query(
    `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, visibility, data,
                         occurred_at, actor_id, actor_type, organisation, correlation_id, causation_id, traceparent, request_id, address)
     select r.event_id, r.aggregate, r.aggregate_id, r.version, r.type, r.effective_on, r.visibility, r.data, $2, $3, $4, $5, $6, $7, $8, $9, $10
     from rows from (jsonb_to_recordset($1::jsonb)
       as (event_id uuid, aggregate text, aggregate_id uuid, version int, type text, effective_on date, visibility text, data jsonb)) with ordinality
       as r(event_id, aggregate, aggregate_id, version, type, effective_on, visibility, data, place)
     order by r.place`,
    [
      JSON.stringify(rows),
      command.now,
      command.actor.id,
      command.actor.type,
      command.actor.organisation,
      command.correlationId,
      command.causationId,
      command.traceparent,
      command.requestId,
      command.address,
    ],
  );
}
