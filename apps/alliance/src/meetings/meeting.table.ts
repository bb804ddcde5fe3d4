import { aggregateTable, type Listing } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { Meeting } from './meeting.ts';

export const MeetingTable = aggregateTable<Meeting>('meeting', {
  meeting_on: { type: 'date' },
  state: { type: 'text' },
  topics_opened_on: { type: 'date', nullable: true },
  topics_until: { type: 'date', nullable: true },
  agenda_fixed_on: { type: 'date', nullable: true },
  reported_on: { type: 'date', nullable: true },
  report_sha256: { type: 'text', nullable: true },
  present_count: { type: 'integer', nullable: true },
  excused_count: { type: 'integer', nullable: true },
  absent_count: { type: 'integer', nullable: true },
  quorum: { type: 'integer', nullable: true },
  previous_meeting_id: { type: 'uuid', nullable: true },
  minutes_sha256: { type: 'text', nullable: true },
  resolutions_reported: { type: 'integer', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees meetings from the call for topics on. */
export const meetings: Listing<Meeting> = {
  table: MeetingTable,
  sorts: ['meeting_on', 'code', 'created_at', 'updated_at'],
  search: ['code'],
  own: `(t.state <> 'draft' and ${asMember})`,
};
