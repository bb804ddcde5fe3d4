import { aggregateTable, type Listing } from '@park/service-kit';
import type { Gathering } from './gathering.ts';

export const GatheringTable = aggregateTable<Gathering>('gathering', {
  type: { type: 'text' },
  season_id: { type: 'uuid', nullable: true },
  title: { type: 'text' },
  title_en: { type: 'text', nullable: true },
  venue: { type: 'text' },
  starts_at: { type: 'timestamptz' },
  ends_at: { type: 'timestamptz' },
  expected_attendance: { type: 'integer' },
  capacity: { type: 'integer' },
  registration_from: { type: 'timestamptz' },
  registration_to: { type: 'timestamptz' },
  is_registration_open: { type: 'boolean' },
  is_moderated: { type: 'boolean' },
  hold_minutes: { type: 'integer' },
  offer_minutes: { type: 'integer' },
  is_waiting_list_open: { type: 'boolean' },
  visibility: { type: 'text' },
  modes: { type: 'text', array: true },
  state: { type: 'text' },
  permit_no: { type: 'text', nullable: true },
  permit_applied_on: { type: 'date', nullable: true },
  filing_no: { type: 'text', nullable: true },
  filing_filed_on: { type: 'date', nullable: true },
  emergency_plan_sha256: { type: 'text', nullable: true },
  submitted_by: { type: 'text', nullable: true },
  approved_by: { type: 'text', nullable: true },
  activity_id: { type: 'uuid', nullable: true },
  announced_at: { type: 'timestamptz', nullable: true },
});

export const gatherings: Listing<Gathering> = {
  table: GatheringTable,
  sorts: ['starts_at', 'code', 'created_at', 'updated_at'],
  search: ['code', 'title', 'title_en', 'venue'],
  own: `visibility <> 'internal' and state not in ('draft', 'in_review', 'approved')`,
  operatorOnly: ['permit_no', 'filing_no', 'emergency_plan_sha256', 'submitted_by', 'approved_by'],
};
