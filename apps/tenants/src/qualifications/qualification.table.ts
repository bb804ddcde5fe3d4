import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import { ofTheirEntity } from '../market-entities/market-entity.table.ts';
import type { Qualification } from './qualification.ts';

export const QualificationTable = aggregateTable<Qualification>('qualification', {
  entity_id: { type: 'uuid' },
  type: { type: 'text' },
  level: { type: 'text', nullable: true },
  certificate_no: { type: 'text' },
  valid_from: { type: 'date' },
  valid_to: { type: 'date' },
  verification: { type: 'text' },
  state: { type: 'text' },
  reminded_days: { type: 'integer', nullable: true },
});

export const qualifications: Listing<Qualification> = {
  table: QualificationTable,
  sorts: ['code', 'valid_from', 'valid_to', 'created_at', 'updated_at'],
  search: ['certificate_no', 'code'],
  own: ofTheirEntity,
};
