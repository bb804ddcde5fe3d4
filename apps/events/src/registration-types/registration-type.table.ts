import { aggregateTable, type Listing } from '@park/service-kit';
import type { RegistrationType } from './registration-type.ts';

export const RegistrationTypeTable = aggregateTable<RegistrationType>('registration_type', {
  gathering_id: { type: 'uuid' },
  name: { type: 'text' },
  name_en: { type: 'text', nullable: true },
  quota_ids: { type: 'uuid', array: true },
  places_at_most: { type: 'smallint' },
  is_moderated: { type: 'boolean', nullable: true },
  state: { type: 'text' },
});

export const registrationTypes: Listing<RegistrationType> = {
  table: RegistrationTypeTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code', 'name', 'name_en'],
};
