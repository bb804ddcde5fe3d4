import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { Activity } from './activity.ts';

export const ActivityTable = aggregateTable<Activity>('activity', {
  title: { type: 'text' },
  modes: { type: 'text', array: true },
  state: { type: 'text' },
  membership_id: { type: 'uuid' },
  member_uscc: { type: 'text' },
  host_membership_ids: { type: 'uuid', array: true },
  cohost_membership_ids: { type: 'uuid', array: true },
  place: { type: 'text' },
  starts_at: { type: 'timestamptz' },
  ends_at: { type: 'timestamptz' },
  activity_on: { type: 'date' },
  expected_participants: { type: 'integer' },
  has_gathering: { type: 'boolean' },
  gathering_id: { type: 'uuid', nullable: true },
  published_at: { type: 'timestamptz', nullable: true },
  attendance: { type: 'integer', nullable: true },
  attendance_by_member: { type: 'jsonb', nullable: true },
  others: { type: 'integer', nullable: true },
  evidence_sha256: { type: 'text', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees what was published; how many came it sees at `/activities/{id}/attendance`, without counts of few persons (K-18). */
export const activities: Listing<Activity> = {
  table: ActivityTable,
  sorts: ['starts_at', 'code', 'title', 'created_at', 'updated_at'],
  search: ['code', 'title', 'place'],
  own: `(t.member_uscc = :organisation or (t.published_at is not null and ${asMember}))`,
  operatorOnly: ['attendance', 'attendance_by_member', 'others', 'evidence_sha256'],
};

/** The activities that a member may change. */
export const ownActivities: Owned<Activity> = { table: ActivityTable, own: 't.member_uscc = :organisation' };
