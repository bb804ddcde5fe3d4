import type { Activity } from './activity.ts';

/** A draft of an activity of two modes and one host on 20 September 2025, from 14 to 16 o'clock. */
export function anActivity(wish: Partial<Activity> = {}): Activity {
  return {
    id: '0197a0c0-0000-7000-8000-0000000000ac',
    code: 'AC-000001',
    title: '联合主题党日',
    modes: ['org_building', 'resource_sharing'],
    state: 'draft',
    membership_id: '0197a0c0-0000-7000-8000-000000000081',
    member_uscc: '91370200264574251E',
    host_membership_ids: ['0197a0c0-0000-7000-8000-000000000081'],
    cohost_membership_ids: [],
    place: '党群服务中心',
    starts_at: new Date('2025-09-20T06:00:00Z'),
    ends_at: new Date('2025-09-20T08:00:00Z'),
    activity_on: '2025-09-20',
    expected_participants: 60,
    has_gathering: true,
    gathering_id: null,
    published_at: null,
    attendance: null,
    attendance_by_member: null,
    others: null,
    evidence_sha256: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}

/** The body of a draft, as somebody asks for it. */
export function anActivityBody(wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: '联合主题党日',
    modes: ['resource_sharing', 'org_building'],
    place: '党群服务中心',
    starts_at: '2025-07-01T06:00:00Z',
    ends_at: '2025-07-01T08:00:00Z',
    expected_participants: 60,
    has_gathering: false,
    ...wish,
  };
}
