import type { Membership } from './membership.ts';

export function aMembership(wish: Partial<Membership> = {}): Membership {
  return {
    id: '0197a0c0-0000-7000-8000-000000000081',
    code: 'MB-000001',
    organisation_id: '0197a0c0-0000-7000-8000-000000000080',
    uscc: '91370200264574251E',
    organisation_name: '海创软件',
    entity_id: null,
    state: 'active',
    role: 'member',
    charter_version: 1,
    joined_on: '2025-01-10',
    ended_on: null,
    reason: null,
    version: 5,
    created_at: new Date('2025-01-01T00:00:00Z'),
    updated_at: new Date('2025-01-10T00:00:00Z'),
    ...wish,
  };
}
