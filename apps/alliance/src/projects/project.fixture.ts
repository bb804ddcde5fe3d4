import type { Project } from './project.ts';

/** Under way since 10 June 2025, and due on 1 December. */
export function aProject(wish: Partial<Project> = {}): Project {
  return {
    id: '0197a0c0-0000-7000-8000-0000000000d0',
    code: 'PR-000001',
    membership_id: '0197a0c0-0000-7000-8000-000000000081',
    member_uscc: '91370200264574251E',
    member_name: '海创软件',
    partners: ['0197a0c0-0000-7000-8000-000000000084'],
    need_id: null,
    mode: 'industry_promotion',
    title: '冷链设备联合攻关',
    due_on: '2025-12-01',
    budget_kcny: 300,
    state: 'in_progress',
    proposed_by: 'clerk',
    started_on: '2025-06-10',
    is_overdue: false,
    overdue_from: '2025-12-02',
    completed_on: null,
    result: null,
    score: null,
    reason: null,
    version: 3,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-10T00:00:00Z'),
    ...wish,
  };
}
