import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import type { Endpoint } from './endpoint.ts';

export const EndpointTable = aggregateTable<Endpoint>('endpoint', {
  organisation_id: { type: 'uuid' },
  uscc: { type: 'text' },
  log_no: { type: 'integer' },
  name: { type: 'text' },
  url: { type: 'text' },
  state: { type: 'text' },
  order: { type: 'text' },
  rate_per_minute: { type: 'integer', nullable: true },
  concurrency: { type: 'integer' },
  position: { type: 'bigint' },
  failures: { type: 'integer' },
  failing_since: { type: 'timestamptz', nullable: true },
  last_acknowledged_at: { type: 'timestamptz', nullable: true },
  disabled_reason: { type: 'text', nullable: true },
  reason: { type: 'text', nullable: true },
  old_secret_valid_until: { type: 'timestamptz', nullable: true },
  allowed_rate: { type: 'integer', nullable: true },
  verified_at: { type: 'timestamptz', nullable: true },
});

/** A member sees its own. */
export const endpoints: Listing<Endpoint> & Owned<Endpoint> = {
  table: EndpointTable,
  sorts: ['code', 'name', 'created_at', 'updated_at'],
  search: ['code', 'name'],
  own: 't.uscc = :organisation',
};
