/** Events of the needs 需求清单: published by a member, claimed by others, delivered, and confirmed by the one that asked. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';
import { mode } from './mode.ts';

export const needStates = ['draft', 'published', 'matched', 'in_progress', 'delivered', 'confirmed', 'withdrawn', 'expired'] as const;
/** Of needs and of resources, so that one can be held against the other. */
export const allianceCategories = [
  'venue',
  'mentor',
  'equipment',
  'vehicle',
  'policy',
  'financing',
  'market',
  'talent',
  'technology',
  'training',
  'volunteers',
  'other',
] as const;
export const category = z.enum(allianceCategories);

/** Of every event of a need: enough to count it by mode and member without asking back. */
const needHead = { ...transitionData, membership_id: id, mode, category };
const head = {
  code: 'ND-000001',
  membership_id: '0197a0c0-0000-7000-8000-000000000081',
  mode: 'resource_sharing' as const,
  category: 'venue' as const,
};
const wanted = {
  title: z.string(),
  quantity: count.describe('In `unit`'),
  unit: z.string().describe('What is counted, e.g. 场, 小时, 人'),
  needed_by: date.describe('Exclusive'),
};
const aHall = { title: '需要一间可容纳百人的会议室', quantity: 2, unit: '场', needed_by: '2025-10-01' };
const covered = { claimed: count.describe('Quantity of the accepted claims'), quantity: count };

export const NeedDraftedV1 = eventType('park.alliance.need.drafted.v1', {
  summary: { zh: '需求起草', en: 'A member drafted a need' },
  data: needHead,
  example: { ...head, from_state: null, to_state: 'draft' },
});
export const NeedPublishedV1 = eventType('park.alliance.need.published.v1', {
  summary: { zh: '需求发布', en: 'A need was published to the members' },
  discloses: { alliance: ['code', 'membership_id', 'mode', 'category', 'title', 'quantity', 'unit', 'needed_by'] },
  data: { ...needHead, ...wanted, answer_by: date.describe('Without an answer by then it is escalated; exclusive') },
  example: { ...head, from_state: 'draft', to_state: 'published', ...aHall, answer_by: '2025-09-15' },
});
export const NeedChangedV1 = eventType('park.alliance.need.changed.v1', {
  summary: { zh: '需求变更', en: 'What is needed, or until when, changed' },
  discloses: { alliance: ['code', 'title', 'quantity', 'unit', 'needed_by'] },
  data: { ...needHead, ...wanted, claimed: count },
  example: { ...head, from_state: 'published', to_state: 'published', ...aHall, claimed: 0 },
});
export const NeedClaimsChangedV1 = eventType('park.alliance.need.claims-changed.v1', {
  summary: { zh: '需求认领变化', en: 'How much of a need is claimed changed' },
  discloses: { alliance: ['code', 'claimed', 'quantity'] },
  data: {
    ...needHead,
    ...covered,
    fulfilled: count.describe('Quantity of the fulfilled claims, which is part of `claimed`'),
    live_claims: count.describe('Number of the claims that are proposed, accepted or fulfilled'),
  },
  example: { ...head, from_state: 'published', to_state: 'published', claimed: 1, quantity: 2, fulfilled: 0, live_claims: 1 },
});
export const NeedMatchedV1 = eventType('park.alliance.need.matched.v1', {
  summary: { zh: '需求对接', en: 'Accepted claims cover a need' },
  discloses: { alliance: ['code', 'claimed', 'quantity'] },
  data: { ...needHead, ...covered },
  example: { ...head, from_state: 'published', to_state: 'matched', claimed: 2, quantity: 2 },
});
export const NeedUnmatchedV1 = eventType('park.alliance.need.unmatched.v1', {
  summary: { zh: '需求重新开放', en: 'Claims no longer cover a need; it is open again' },
  discloses: { alliance: ['code', 'claimed', 'quantity'] },
  data: { ...needHead, ...covered },
  example: { ...head, from_state: 'matched', to_state: 'published', claimed: 1, quantity: 2 },
});
export const NeedStartedV1 = eventType('park.alliance.need.started.v1', {
  summary: { zh: '需求办理', en: 'Work on a need began' },
  data: { ...needHead, started_on: date },
  example: { ...head, from_state: 'matched', to_state: 'in_progress', started_on: '2025-09-12' },
});
export const NeedDeliveredV1 = eventType('park.alliance.need.delivered.v1', {
  summary: { zh: '需求交付', en: 'What was needed was delivered; its owner is to confirm it' },
  data: { ...needHead, delivered_on: date },
  example: { ...head, from_state: 'in_progress', to_state: 'delivered', delivered_on: '2025-09-20' },
});
export const NeedReturnedV1 = eventType('park.alliance.need.returned.v1', {
  summary: { zh: '需求退回', en: 'The owner of a need does not confirm what was delivered' },
  data: { ...needHead, reason },
  example: { ...head, from_state: 'delivered', to_state: 'in_progress', reason: 'one evening is missing' },
});
export const NeedConfirmedV1 = eventType('park.alliance.need.confirmed.v1', {
  summary: { zh: '需求办结', en: 'The owner of a need confirmed that it is met' },
  discloses: { alliance: ['code', 'mode', 'category', 'days_to_resolve'] },
  data: {
    ...needHead,
    confirmed_on: date,
    days_to_resolve: count.describe('From the publication'),
    satisfaction: z.int().min(1).max(5),
  },
  example: { ...head, from_state: 'delivered', to_state: 'confirmed', confirmed_on: '2025-09-22', days_to_resolve: 21, satisfaction: 5 },
});
export const NeedWithdrawnV1 = eventType('park.alliance.need.withdrawn.v1', {
  summary: { zh: '需求撤回', en: 'A need was withdrawn' },
  discloses: { alliance: ['code'] },
  data: { ...needHead, reason },
  example: { ...head, from_state: 'published', to_state: 'withdrawn', reason: 'rented elsewhere' },
});
export const NeedExpiredV1 = eventType('park.alliance.need.expired.v1', {
  summary: { zh: '需求过期', en: 'The day by which it was needed has passed, and nobody covers a need' },
  discloses: { alliance: ['code'] },
  data: { ...needHead, needed_by: date },
  example: { ...head, from_state: 'published', to_state: 'expired', needed_by: '2025-10-01' },
});
export const NeedEscalatedV1 = eventType('park.alliance.need.escalated.v1', {
  summary: { zh: '需求升级', en: 'A need without an answer was brought before the member in the chair' },
  data: { ...needHead, answer_by: date, chair_membership_id: id.nullable() },
  example: { ...head, from_state: 'published', to_state: 'published', answer_by: '2025-09-15', chair_membership_id: null },
});
