import type { Task } from './task.ts';

export function aTask(wish: Partial<Task> = {}): Task {
  return {
    id: '0197a0c0-0000-7000-8000-000000000088',
    code: 'TA-000001',
    resolution_id: '0197a0c0-0000-7000-8000-000000000087',
    owner_membership_id: '0197a0c0-0000-7000-8000-000000000081',
    owner_uscc: '91370200264574251E',
    owner_name: '海创软件',
    title: '提交会议室清单',
    due_on: '2025-07-31',
    state: 'assigned',
    evidence_sha256: null,
    submitted_on: null,
    submitted_by: null,
    accepted_on: null,
    is_late: null,
    reason: null,
    is_overdue: false,
    overdue_told_on: null,
    next_overdue_on: '2025-08-01',
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
