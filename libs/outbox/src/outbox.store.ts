/** Writes events beside the state that they tell of: in the caller's transaction, or not at all. */
import type { Cause } from '@park/kernel';
import type { NewEvent } from '@park/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { runBeforeNext } from './pipelined.client.ts';

const appended = 'outbox appended';

/** Calls `committed` after each transaction of the data source that appended and was committed, so that nobody has to poll for it. */
export function afterAppend(dataSource: DataSource, committed: () => void): void {
  dataSource.subscribers.push({
    afterTransactionCommit: ({ queryRunner }) => {
      // A savepoint is released by the same event, and the transaction is still open then.
      if (queryRunner.data[appended] && !queryRunner.isTransactionActive) committed();
    },
  });
}

/** Kafka takes 1 MB a batch by default, headers and all; an event that comes near that could never leave. */
export const maxEventBytes = 256 * 1024;

/**
 * `version` is the version of its aggregate after the event. Throws when data does not fit the event's closed schema or is larger
 * than `maxEventBytes` as JSON, which is a bug of the caller and rolls everything back.
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
    visibility: event.visibility ?? event.of.visibility,
    data: checked(event),
  }));
  if (command.tx.queryRunner) command.tx.queryRunner.data[appended] = true;
  await runBeforeNext(command.tx, {
    name: 'append',
    text: appendSql,
    values: [
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
  });
}

const appendSql = `insert into outbox (event_id, aggregate, aggregate_id, version, type, effective_on, visibility, data,
                         occurred_at, actor_id, actor_type, organisation, correlation_id, causation_id, traceparent, request_id, address)
     select r.event_id, r.aggregate, r.aggregate_id, r.version, r.type, r.effective_on, r.visibility, r.data, $2, $3, $4, $5, $6, $7, $8, $9, $10
     from rows from (jsonb_to_recordset($1::jsonb)
       as (event_id uuid, aggregate text, aggregate_id uuid, version int, type text, effective_on date, visibility text, data jsonb)) with ordinality
       as r(event_id, aggregate, aggregate_id, version, type, effective_on, visibility, data, place)
     order by r.place`;

function checked({ of, data }: NewEvent): unknown {
  const parsed = of.schema.parse(data);
  const bytes = Buffer.byteLength(JSON.stringify(parsed));
  if (bytes > maxEventBytes) throw new Error(`The data of ${of.type} is ${bytes} bytes; an event carries at most ${maxEventBytes}.`);
  return parsed;
}
