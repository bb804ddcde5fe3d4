import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Tenancy } from './tenancy.ts';

export const TenancyTable = aggregateTable<Tenancy>('tenancy', {
  apartment_id: { type: 'uuid' },
  bed: { type: 'smallint', nullable: true },
  brand: { type: 'text' },
  product: { type: 'text' },
  person_id: { type: 'uuid', nullable: true }, // not in the table, but in what an employer is shown
  person_masked: { type: 'text' },
  employer_uscc: { type: 'text', nullable: true },
  employer_entity_id: { type: 'uuid', nullable: true },
  application_id: { type: 'uuid', nullable: true },
  start_on: { type: 'date' },
  end_on: { type: 'date' },
  held_until: { type: 'date', nullable: true },
  state: { type: 'text' },
  rent_fen_per_month: { type: 'bigint', nullable: true },
  discount_pct: { type: 'numeric', nullable: true },
  deposit_fen: { type: 'bigint', nullable: true },
  contract_sha256: { type: 'text', nullable: true },
  checked_in_on: { type: 'date', nullable: true },
  occupants: { type: 'smallint', nullable: true },
  keys: { type: 'smallint', nullable: true },
  photos: { type: 'smallint', nullable: true },
  water_m3: { type: 'numeric', nullable: true },
  electricity_kwh: { type: 'numeric', nullable: true },
  gas_m3: { type: 'numeric', nullable: true },
  reminded_days: { type: 'smallint', nullable: true },
  notice_on: { type: 'date', nullable: true },
  planned_on: { type: 'date', nullable: true },
  penalty_fen: { type: 'bigint', nullable: true },
  closed_on: { type: 'date', nullable: true },
  nights: { type: 'integer', nullable: true },
  deductions_fen: { type: 'bigint', nullable: true },
  refund_fen: { type: 'bigint', nullable: true },
  review_ground: { type: 'text', nullable: true },
});

export const tenancies: Listing<Tenancy> = {
  table: TenancyTable,
  sorts: ['code', 'start_on', 'end_on', 'created_at', 'updated_at'],
  search: ['code', 'employer_uscc'],
  own: 'employer_uscc = :organisation',
  operatorOnly: ['person_id'],
};
