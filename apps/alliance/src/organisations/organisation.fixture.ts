import type { Organisation } from './organisation.ts';

export function anOrganisation(wish: Partial<Organisation> = {}): Organisation {
  return {
    id: '0197a0c0-0000-7000-8000-000000000080',
    code: 'OG-000001',
    uscc: '91370200264574251E',
    name: '海创软件',
    kind: 'enterprise',
    entity_id: null,
    is_resident: false,
    moved_in_on: null,
    departed_on: null,
    party_org_type: 'none',
    full_members: 0,
    probationary_members: 0,
    league_org_type: 'none',
    league_members: 0,
    youth: 0,
    has_instructor: false,
    has_liaison: false,
    has_union: false,
    counted_on: null,
    secretary_id: null,
    secretary_masked: null,
    liaison_id: null,
    liaison_masked: null,
    contacts_idle_since: null,
    version: 1,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-01T00:00:00Z'),
    ...wish,
  };
}
