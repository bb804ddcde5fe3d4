import type { Resource } from './resource.ts';
import type { Slot } from './slot.ts';

/** Listed since 2 June 2025. */
export function aResource(wish: Partial<Resource> = {}): Resource {
  return {
    id: '0197a0c0-0000-7000-8000-0000000000a0',
    code: 'RE-000001',
    membership_id: '0197a0c0-0000-7000-8000-000000000084',
    member_uscc: '91370211MA8888888C',
    member_name: '港航物流',
    mode: 'resource_sharing',
    category: 'venue',
    title: '一楼多功能厅',
    capacity: 1,
    unit: '场',
    instant: false,
    listed_until: '2026-01-01',
    state: 'listed',
    listed_on: '2025-06-02',
    delisted_on: null,
    reason: null,
    version: 2,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-02T00:00:00Z'),
    ...wish,
  };
}

/** An evening in July. */
export function aSlot(wish: Partial<Slot> = {}): Slot {
  return {
    id: '0197a0c0-0000-7000-8000-0000000000a9',
    resource_id: '0197a0c0-0000-7000-8000-0000000000a0',
    starts_at: new Date('2025-07-20T10:00:00Z'),
    ends_at: new Date('2025-07-20T12:00:00Z'),
    state: 'free',
    claim_id: null,
    updated_at: new Date('2025-06-02T00:00:00Z'),
    ...wish,
  };
}
