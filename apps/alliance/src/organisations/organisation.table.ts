import { aggregateTable, type Listing } from '@park/service-kit';
import type { Organisation } from './organisation.ts';

export const OrganisationTable = aggregateTable<Organisation>('organisation', {
  uscc: { type: 'text' },
  name: { type: 'text' },
  kind: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  is_resident: { type: 'boolean' },
  moved_in_on: { type: 'date', nullable: true },
  departed_on: { type: 'date', nullable: true },
  party_org_type: { type: 'text' },
  full_members: { type: 'integer' },
  probationary_members: { type: 'integer' },
  league_org_type: { type: 'text' },
  league_members: { type: 'integer' },
  youth: { type: 'integer' },
  has_instructor: { type: 'boolean' },
  has_liaison: { type: 'boolean' },
  has_union: { type: 'boolean' },
  counted_on: { type: 'date', nullable: true },
  secretary_id: { type: 'uuid', nullable: true },
  secretary_masked: { type: 'text', nullable: true },
  liaison_id: { type: 'uuid', nullable: true },
  liaison_masked: { type: 'text', nullable: true },
  contacts_idle_since: { type: 'date', nullable: true },
});

/** An organisation's token sees itself alone: how many party members another has is no business of its own. */
export const organisations: Listing<Organisation> = {
  table: OrganisationTable,
  sorts: ['code', 'name', 'created_at', 'updated_at'],
  search: ['code', 'name', 'uscc'],
  own: 't.uscc = :organisation',
};
