import type { Meeting } from './meeting.ts';

export function aMeeting(wish: Partial<Meeting> = {}): Meeting {
  return {
    id: '0197a0c0-0000-7000-8000-000000000085',
    code: 'JM-2025-Q3',
    meeting_on: '2025-07-15',
    state: 'draft',
    topics_opened_on: null,
    topics_until: null,
    agenda_fixed_on: null,
    reported_on: null,
    report_sha256: null,
    present_count: null,
    excused_count: null,
    absent_count: null,
    quorum: null,
    previous_meeting_id: null,
    minutes_sha256: null,
    resolutions_reported: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
