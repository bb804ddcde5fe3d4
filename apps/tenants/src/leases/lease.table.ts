import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import { ofTheirEntity } from '../market-entities/market-entity.table.ts';
import type { Lease } from './lease.ts';

export const LeaseTable = aggregateTable<Lease>('lease', {
  entity_id: { type: 'uuid' },
  units: { type: 'jsonb' },
  rent_steps: { type: 'jsonb' },
  start_on: { type: 'date' },
  end_on: { type: 'date' },
  cycle: { type: 'text' },
  rent_free_days: { type: 'integer' },
  deposit_fen: { type: 'bigint' },
  renewal_of_id: { type: 'uuid', nullable: true },
  annual_amount_fen: { type: 'bigint' },
  monthly_rent_fen: { type: 'bigint' },
  discount_pct: { type: 'numeric' },
  approval_route: { type: 'text' },
  next_step_on: { type: 'date', nullable: true },
  state: { type: 'text' },
  submitted_by: { type: 'text', nullable: true },
  sign_on: { type: 'date', nullable: true },
  file_sha256: { type: 'text', nullable: true },
  deposit_received_fen: { type: 'bigint' },
  reminded_days: { type: 'integer', nullable: true },
  ended_on: { type: 'date', nullable: true },
});

export const leases: Listing<Lease> = {
  table: LeaseTable,
  sorts: ['code', 'start_on', 'end_on', 'annual_amount_fen', 'created_at', 'updated_at'],
  search: ['code'],
  own: ofTheirEntity,
};
