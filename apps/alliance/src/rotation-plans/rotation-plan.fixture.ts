import type { RotationPlan } from './rotation-plan.ts';

export function aRotationPlan(wish: Partial<RotationPlan> = {}): RotationPlan {
  return {
    id: '0197a0c0-0000-7000-8000-000000000083',
    code: 'RP-2025',
    period: 'quarter',
    start_on: '2025-07-01',
    end_on: '2026-01-01',
    members: ['first', 'second'],
    substitutes: ['spare'],
    state: 'draft',
    drafted_by: 'clerk',
    approved_on: null,
    completed_on: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
