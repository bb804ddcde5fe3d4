import { aggregateTable, type Listing } from '@park/service-kit';
import type { BoothApplication } from './booth-application.ts';

export const BoothApplicationTable = aggregateTable<BoothApplication>('booth_application', {
  fair_id: { type: 'uuid' },
  gathering_id: { type: 'uuid' },
  employer_id: { type: 'uuid' },
  employer_uscc: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  industry_code: { type: 'text' },
  state: { type: 'text' },
  posting_ids: { type: 'uuid', array: true },
  headcount: { type: 'integer' },
  booth_id: { type: 'uuid', nullable: true },
  zone: { type: 'text', nullable: true },
  expires_at: { type: 'timestamptz', nullable: true },
  waitlist_number: { type: 'integer', nullable: true },
  wanted_class: { type: 'text', nullable: true },
  wanted_zone: { type: 'text', nullable: true },
  missed_booth_ids: { type: 'uuid', array: true },
  confirmed_at: { type: 'timestamptz', nullable: true },
  checked_in_at: { type: 'timestamptz', nullable: true },
});

/** An employer's token sees its own applications. */
export const boothApplications: Listing<BoothApplication> = {
  table: BoothApplicationTable,
  sorts: ['created_at', 'code', 'updated_at'],
  search: ['code', 'employer_uscc'],
  own: 'employer_uscc = :organisation',
};
