import { aggregateTable } from '@park/service-kit';
import type { Listing } from '@park/service-kit';
import type { Application } from './application.ts';

export const ApplicationTable = aggregateTable<Application>('application', {
  person_id: { type: 'uuid', nullable: true },
  applicant_id: { type: 'uuid' },
  person_masked: { type: 'text' },
  product: { type: 'text' },
  brand_preference: { type: 'text', array: true },
  employer_uscc: { type: 'text', nullable: true },
  employer_entity_id: { type: 'uuid', nullable: true },
  requested_start: { type: 'date' },
  household_size: { type: 'smallint' },
  degree: { type: 'text' },
  graduated_on: { type: 'date', nullable: true },
  social_insurance: { type: 'boolean' },
  owns_home: { type: 'boolean' },
  other_housing_benefit: { type: 'boolean' },
  state: { type: 'text' },
  applied_at: { type: 'timestamptz' },
  submitted_on: { type: 'date', nullable: true },
  submitted_by: { type: 'text', nullable: true },
  policy_version: { type: 'text', nullable: true },
  supplement_items: { type: 'text', array: true },
  supplement_due_on: { type: 'date', nullable: true },
  decided_on: { type: 'date', nullable: true },
  decided_by: { type: 'text', nullable: true },
  reasons: { type: 'jsonb' },
  valid_until: { type: 'date', nullable: true },
  waitlisted_on: { type: 'date', nullable: true },
  decline_count: { type: 'smallint' },
  offered_apartment_id: { type: 'uuid', nullable: true },
  offered_bed: { type: 'smallint', nullable: true },
  offered_start_on: { type: 'date', nullable: true },
  offered_end_on: { type: 'date', nullable: true },
  offer_expires_at: { type: 'timestamptz', nullable: true },
  tenancy_id: { type: 'uuid', nullable: true },
  review_ground: { type: 'text', nullable: true },
});

export const applications: Listing<Application> = {
  table: ApplicationTable,
  sorts: ['code', 'applied_at', 'requested_start', 'created_at', 'updated_at'],
  search: ['code', 'employer_uscc'],
  own: 'employer_uscc = :organisation',
  operatorOnly: ['person_id'],
};
