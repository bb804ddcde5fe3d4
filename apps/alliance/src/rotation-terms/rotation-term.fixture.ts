import type { RotationTerm } from './rotation-term.ts';

export function aRotationTerm(wish: Partial<RotationTerm> = {}): RotationTerm {
  return {
    id: '0197a0c0-0000-7000-8000-000000000082',
    code: 'RT-000001',
    plan_id: '0197a0c0-0000-7000-8000-000000000083',
    number: 1,
    kind: 'cycle',
    membership_id: '0197a0c0-0000-7000-8000-000000000081',
    organisation_id: '0197a0c0-0000-7000-8000-000000000080',
    member_uscc: '91370200264574251E',
    member_name: '海创软件',
    start_on: '2025-07-01',
    end_on: '2025-10-01',
    state: 'planned',
    started_on: null,
    handed_over_on: null,
    to_membership_id: null,
    note_sha256: null,
    activities: null,
    ground: null,
    substitute_membership_id: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
