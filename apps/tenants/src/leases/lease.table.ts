import { EntitySchema } from 'typeorm';
import type { Listing } from '@park/service-kit';
import type { Lease } from './lease.ts';

export const LeaseTable = new EntitySchema<Lease>({
  name: 'lease',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    entity_id: { type: 'uuid' },
    units: { type: 'jsonb' },
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
    state: { type: 'text' },
    submitted_by: { type: 'text', nullable: true },
    sign_on: { type: 'date', nullable: true },
    file_sha256: { type: 'text', nullable: true },
    deposit_received_fen: { type: 'bigint' },
    reminded_days: { type: 'integer', nullable: true },
    ended_on: { type: 'date', nullable: true },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const leases: Listing<Lease> = {
  table: LeaseTable,
  sorts: ['code', 'start_on', 'end_on', 'annual_amount_fen', 'created_at', 'updated_at'],
  search: ['code'],
  own: 'entity_id in (select id from market_entity where uscc = :organisation)',
};
