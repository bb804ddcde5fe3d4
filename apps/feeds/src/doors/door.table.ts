import { aggregateTable } from '@park/service-kit';
import type { Door } from './door.ts';

export const DoorTable = aggregateTable<Door>('door', {
  organisation_id: { type: 'uuid' },
  log_no: { type: 'integer' },
  kind: { type: 'text' },
  sent: { type: 'bigint', nullable: true },
  acknowledged: { type: 'bigint', nullable: true },
  moved_at: { type: 'timestamptz', nullable: true },
  attempted: { type: 'integer' },
  delivered: { type: 'integer' },
  failed: { type: 'integer' },
  latencies: { type: 'integer', array: true },
  tally_from: { type: 'timestamptz' },
});
