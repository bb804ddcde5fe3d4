import type { MatchedNeed, MemberCandidate, ResourceCandidate } from './matcher.ts';

export const theNeed: MatchedNeed = {
  membership_id: 'owner',
  mode: 'resource_sharing',
  category: 'venue',
  quantity: 4,
  claimed: 1,
  unit: '场',
};

/** Of a member that gave as often as it got, and has resolved nothing similar. */
export function aMemberCandidate(wish: Partial<MemberCandidate> = {}): MemberCandidate {
  return {
    kind: 'member',
    id: 'm1',
    code: 'MB-000001',
    membership_id: 'm1',
    member_name: '港航物流',
    is_active: true,
    role: 'member',
    gave: 0,
    got: 0,
    resolved: 0,
    has_claimed: false,
    offers: [],
    ...wish,
  };
}

/** A hall that is free often enough. */
export function aResourceCandidate(wish: Partial<ResourceCandidate> = {}): ResourceCandidate {
  const { offers: _, ...member } = aMemberCandidate();
  return {
    ...member,
    kind: 'resource',
    id: 'r1',
    code: 'RE-000001',
    title: '一楼多功能厅',
    is_listed: true,
    mode: 'resource_sharing',
    category: 'venue',
    capacity: 1,
    unit: '场',
    slots_in_time: 3,
    slots_later: 0,
    ...wish,
  };
}
