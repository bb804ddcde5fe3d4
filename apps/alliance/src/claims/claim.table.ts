import { aggregateTable, type Listing } from '@park/service-kit';
import type { Claim } from './claim.ts';

export const ClaimTable = aggregateTable<Claim>('claim', {
  kind: { type: 'text' },
  need_id: { type: 'uuid', nullable: true },
  resource_id: { type: 'uuid', nullable: true },
  slot_id: { type: 'uuid', nullable: true },
  mode: { type: 'text' },
  category: { type: 'text' },
  by_membership_id: { type: 'uuid' },
  by_uscc: { type: 'text' },
  by_name: { type: 'text' },
  of_membership_id: { type: 'uuid' },
  of_uscc: { type: 'text' },
  of_name: { type: 'text' },
  quantity: { type: 'integer' },
  due_on: { type: 'date' },
  starts_at: { type: 'timestamptz', nullable: true },
  ends_at: { type: 'timestamptz', nullable: true },
  state: { type: 'text' },
  accepted_on: { type: 'date', nullable: true },
  fulfilled_on: { type: 'date', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees the claims of which it is one of the two sides. */
export const claims: Listing<Claim> = {
  table: ClaimTable,
  sorts: ['code', 'due_on', 'created_at', 'updated_at'],
  search: ['code', 'by_name', 'of_name'],
  own: '(t.by_uscc = :organisation or t.of_uscc = :organisation)',
};
