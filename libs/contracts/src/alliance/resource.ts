/** Events of the resources 资源清单 that members offer, with the slots 时段 in which they can be had. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, instant, reason, transitionData } from '../fields.ts';
import { mode } from './mode.ts';
import { category } from './need.ts';

export const resourceStates = ['draft', 'listed', 'delisted'] as const;
export const slotStates = ['free', 'reserved', 'used', 'removed'] as const;

const resourceHead = { ...transitionData, membership_id: id, mode, category };
const head = {
  code: 'RE-000001',
  membership_id: '0197a0c0-0000-7000-8000-000000000084',
  mode: 'resource_sharing' as const,
  category: 'venue' as const,
};
const offered = {
  title: z.string(),
  capacity: count.describe('Of one slot, in `unit`'),
  unit: z.string(),
};
const aHall = { title: '一楼多功能厅', capacity: 1, unit: '场' };
const slot = { slot_id: id, starts_at: instant, ends_at: instant };
const anEvening = {
  slot_id: '0197a0c0-0000-7000-8000-000000000089',
  starts_at: '2025-09-20T10:00:00.000Z',
  ends_at: '2025-09-20T12:00:00.000Z',
};

export const ResourceDraftedV1 = eventType('park.alliance.resource.drafted.v1', {
  summary: { zh: '资源起草', en: 'A member drafted a resource' },
  data: resourceHead,
  example: { ...head, from_state: null, to_state: 'draft' },
});
export const ResourceListedV1 = eventType('park.alliance.resource.listed.v1', {
  summary: { zh: '资源上架', en: 'A resource was offered to the members' },
  discloses: { alliance: ['code', 'membership_id', 'mode', 'category', 'title', 'capacity', 'unit', 'listed_until', 'slots'] },
  data: { ...resourceHead, ...offered, listed_until: date.nullable().describe('Exclusive'), slots: count.describe('That are free') },
  example: { ...head, from_state: 'draft', to_state: 'listed', ...aHall, listed_until: '2026-01-01', slots: 12 },
});
export const ResourceChangedV1 = eventType('park.alliance.resource.changed.v1', {
  summary: { zh: '资源变更', en: 'A resource’s particulars changed' },
  discloses: { alliance: ['code', 'title', 'capacity', 'unit', 'listed_until'] },
  data: { ...resourceHead, ...offered, listed_until: date.nullable() },
  example: { ...head, from_state: 'listed', to_state: 'listed', ...aHall, listed_until: null },
});
export const ResourceSlotAddedV1 = eventType('park.alliance.resource.slot-added.v1', {
  summary: { zh: '增加时段', en: 'A slot of a resource was added' },
  discloses: { alliance: ['code', 'slot_id', 'starts_at', 'ends_at'] },
  data: { ...resourceHead, ...slot },
  example: { ...head, from_state: 'listed', to_state: 'listed', ...anEvening },
});
export const ResourceSlotRemovedV1 = eventType('park.alliance.resource.slot-removed.v1', {
  summary: { zh: '取消时段', en: 'A free slot of a resource was taken out' },
  discloses: { alliance: ['code', 'slot_id'] },
  data: { ...resourceHead, ...slot },
  example: { ...head, from_state: 'listed', to_state: 'listed', ...anEvening },
});
export const ResourceSlotReservedV1 = eventType('park.alliance.resource.slot-reserved.v1', {
  summary: { zh: '时段预定', en: 'A slot of a resource was given to a claim' },
  data: { ...resourceHead, ...slot, claim_id: id },
  example: { ...head, from_state: 'listed', to_state: 'listed', ...anEvening, claim_id: '0197a0c0-0000-7000-8000-000000000088' },
});
export const ResourceSlotReleasedV1 = eventType('park.alliance.resource.slot-released.v1', {
  summary: { zh: '时段释放', en: 'A slot of a resource is free again' },
  data: { ...resourceHead, ...slot, claim_id: id },
  example: { ...head, from_state: 'listed', to_state: 'listed', ...anEvening, claim_id: '0197a0c0-0000-7000-8000-000000000088' },
});
export const ResourceDelistedV1 = eventType('park.alliance.resource.delisted.v1', {
  summary: { zh: '资源下架', en: 'A resource is offered no more; what was given of it stands' },
  discloses: { alliance: ['code'] },
  data: { ...resourceHead, reason: reason.nullable() },
  example: { ...head, from_state: 'listed', to_state: 'delisted', reason: null },
});
