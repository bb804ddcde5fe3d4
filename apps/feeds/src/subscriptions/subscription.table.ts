import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import type { Subscription } from './subscription.ts';

export const SubscriptionTable = aggregateTable<Subscription>('subscription', {
  organisation_id: { type: 'uuid' },
  uscc: { type: 'text' },
  log_no: { type: 'integer' },
  name: { type: 'text' },
  types: { type: 'text', array: true },
  modes: { type: 'text', array: true },
  topics: { type: 'text', array: true },
  resources: { type: 'uuid', array: true },
  start: { type: 'text' },
  start_at: { type: 'timestamptz', nullable: true },
  state: { type: 'text' },
  caught_up_to: { type: 'bigint', nullable: true },
  backfilled: { type: 'integer' },
});

/** A member sees its own. */
export const subscriptions: Listing<Subscription> & Owned<Subscription> = {
  table: SubscriptionTable,
  sorts: ['code', 'name', 'created_at', 'updated_at'],
  search: ['code', 'name'],
  own: 't.uscc = :organisation',
};
