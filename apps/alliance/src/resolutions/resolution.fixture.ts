import type { Resolution } from './resolution.ts';

export function aResolution(wish: Partial<Resolution> = {}): Resolution {
  return {
    id: '0197a0c0-0000-7000-8000-000000000087',
    code: 'RS-000001',
    meeting_id: '0197a0c0-0000-7000-8000-000000000085',
    topic_id: '0197a0c0-0000-7000-8000-000000000086',
    owner_membership_id: '0197a0c0-0000-7000-8000-000000000081',
    owner_uscc: '91370200264574251E',
    owner_name: '海创软件',
    title: '建立会议室共享排期',
    mode: 'resource_sharing',
    due_on: '2025-09-30',
    state: 'adopted',
    progress: null,
    reported_on: null,
    fulfilled_on: null,
    is_late: null,
    dropped_by_meeting_id: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
