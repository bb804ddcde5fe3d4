import type { Claim } from './claim.ts';

/** Proposed for two of the need of `aNeed`. */
export function aClaim(wish: Partial<Claim> = {}): Claim {
  return {
    id: '0197a0c0-0000-7000-8000-0000000000c0',
    code: 'CL-000001',
    kind: 'need',
    need_id: '0197a0c0-0000-7000-8000-000000000090',
    resource_id: null,
    slot_id: null,
    mode: 'resource_sharing',
    category: 'venue',
    by_membership_id: '0197a0c0-0000-7000-8000-000000000084',
    by_uscc: '91370211MA8888888C',
    by_name: '港航物流',
    of_membership_id: '0197a0c0-0000-7000-8000-000000000081',
    of_uscc: '91370200264574251E',
    of_name: '海创软件',
    quantity: 2,
    due_on: '2025-07-20',
    starts_at: null,
    ends_at: null,
    state: 'proposed',
    accepted_on: null,
    fulfilled_on: null,
    reason: null,
    version: 1,
    created_at: new Date('2025-06-10T00:00:00Z'),
    updated_at: new Date('2025-06-10T00:00:00Z'),
    ...wish,
  };
}

/** Proposed for the slot of `aSlot`. */
export function aSlotClaim(wish: Partial<Claim> = {}): Claim {
  return aClaim({
    kind: 'resource',
    need_id: null,
    resource_id: '0197a0c0-0000-7000-8000-0000000000a0',
    slot_id: '0197a0c0-0000-7000-8000-0000000000a9',
    by_membership_id: '0197a0c0-0000-7000-8000-000000000081',
    of_membership_id: '0197a0c0-0000-7000-8000-000000000084',
    quantity: 1,
    starts_at: new Date('2025-07-20T10:00:00Z'),
    ends_at: new Date('2025-07-20T12:00:00Z'),
    ...wish,
  });
}
