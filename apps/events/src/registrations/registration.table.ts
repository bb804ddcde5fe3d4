import { aggregateTable, type Listing } from '@park/service-kit';
import type { Registration } from './registration.ts';

export const RegistrationTable = aggregateTable<Registration>('registration', {
  gathering_id: { type: 'uuid' },
  type_id: { type: 'uuid', nullable: true },
  person_id: { type: 'uuid', nullable: true },
  person_masked: { type: 'text' },
  organisation_uscc: { type: 'text', nullable: true },
  entity_id: { type: 'uuid', nullable: true },
  places: { type: 'smallint' },
  source: { type: 'text' },
  state: { type: 'text' },
  registered_at: { type: 'timestamptz' },
  hold_until: { type: 'timestamptz', nullable: true },
  waitlist_number: { type: 'integer', nullable: true },
  offer_expires_at: { type: 'timestamptz', nullable: true },
  ticket_issue: { type: 'smallint' },
  ticket_hash: { type: 'text', nullable: true },
  review_ground: { type: 'text', nullable: true },
});

export const registrations: Listing<Registration> = {
  table: RegistrationTable,
  sorts: ['registered_at', 'code', 'created_at', 'updated_at'],
  search: ['code', 'organisation_uscc'],
  own: 'organisation_uscc = :organisation',
  operatorOnly: ['person_id', 'ticket_hash'],
};
