import { EntitySchema } from 'typeorm';
import type { Listing } from '@park/service-kit';
import type { Qualification } from './qualification.ts';

export const QualificationTable = new EntitySchema<Qualification>({
  name: 'qualification',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    entity_id: { type: 'uuid' },
    type: { type: 'text' },
    level: { type: 'text', nullable: true },
    certificate_no: { type: 'text' },
    valid_from: { type: 'date' },
    valid_to: { type: 'date' },
    verification: { type: 'text' },
    state: { type: 'text' },
    reminded_days: { type: 'integer', nullable: true },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const qualifications: Listing<Qualification> = {
  table: QualificationTable,
  sorts: ['code', 'valid_from', 'valid_to', 'created_at', 'updated_at'],
  search: ['certificate_no', 'code'],
  own: 'entity_id in (select id from market_entity where uscc = :organisation)',
};
