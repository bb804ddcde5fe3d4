import type { Topic } from './topic.ts';

export function aTopic(wish: Partial<Topic> = {}): Topic {
  return {
    id: '0197a0c0-0000-7000-8000-000000000086',
    code: 'TO-000001',
    meeting_id: '0197a0c0-0000-7000-8000-000000000085',
    membership_id: '0197a0c0-0000-7000-8000-000000000081',
    member_uscc: '91370200264574251E',
    member_name: '海创软件',
    mode: 'resource_sharing',
    title: '共享会议室排期',
    state: 'submitted',
    agenda_number: null,
    submitted_on: '2025-06-16',
    decided_on: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
