import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { Resolution } from './resolution.ts';

export const ResolutionTable = aggregateTable<Resolution>('resolution', {
  meeting_id: { type: 'uuid' },
  topic_id: { type: 'uuid' },
  owner_membership_id: { type: 'uuid' },
  owner_uscc: { type: 'text' },
  owner_name: { type: 'text' },
  title: { type: 'text' },
  mode: { type: 'text' },
  due_on: { type: 'date' },
  state: { type: 'text' },
  progress: { type: 'text', nullable: true },
  reported_on: { type: 'date', nullable: true },
  fulfilled_on: { type: 'date', nullable: true },
  is_late: { type: 'boolean', nullable: true },
  dropped_by_meeting_id: { type: 'uuid', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees what the meetings have resolved. */
export const resolutions: Listing<Resolution> = {
  table: ResolutionTable,
  sorts: ['due_on', 'code', 'created_at', 'updated_at'],
  search: ['code', 'title', 'owner_name'],
  own: `(t.owner_uscc = :organisation or ${asMember})`,
};

/** A member reports on its own alone. */
export const ownResolutions: Owned<Resolution> = { table: ResolutionTable, own: 't.owner_uscc = :organisation' };
