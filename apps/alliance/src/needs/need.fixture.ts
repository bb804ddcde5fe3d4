import type { Need } from './need.ts';

/** Published on 2 June 2025, and needed before 1 September. */
export function aNeed(wish: Partial<Need> = {}): Need {
  return {
    id: '0197a0c0-0000-7000-8000-000000000090',
    code: 'ND-000001',
    membership_id: '0197a0c0-0000-7000-8000-000000000081',
    member_uscc: '91370200264574251E',
    member_name: '海创软件',
    mode: 'resource_sharing',
    category: 'venue',
    title: '需要一间可容纳百人的会议室',
    quantity: 5,
    unit: '场',
    needed_by: '2025-09-01',
    state: 'published',
    published_on: '2025-06-02',
    answer_by: '2025-06-16',
    is_escalated: false,
    claimed: 0,
    fulfilled: 0,
    live_claims: 0,
    started_on: null,
    delivered_on: null,
    confirmed_on: null,
    satisfaction: null,
    confirmation_sha256: null,
    reason: null,
    version: 2,
    created_at: new Date('2025-06-01T00:00:00Z'),
    updated_at: new Date('2025-06-02T00:00:00Z'),
    ...wish,
  };
}
