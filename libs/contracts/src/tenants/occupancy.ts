/** Events of the occupancy ledger 占用台账: which unit is taken, by what, from when until when. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { areaM2, code, date, id, instant, reason, transitionData } from '../fields.ts';

export const occupancyKinds = ['hold', 'lease', 'booking', 'maintenance', 'self_use'] as const;
export const occupancySources = ['lease', 'hold', 'maintenance', 'self_use'] as const;

const occupancyContent = {
  unit_id: id,
  building_id: id,
  area_m2: areaM2,
  start_on: date,
  end_on: date.nullable().describe('Exclusive; null while open'),
  kind: z.enum(occupancyKinds),
  source_type: z.enum(occupancySources),
  source_id: id.nullable(),
};
const occupancy = {
  code: 'OC-000001',
  unit_id: '0197a0c0-0000-7000-8000-000000000003',
  building_id: '0197a0c0-0000-7000-8000-000000000001',
  area_m2: 120.5,
  start_on: '2024-05-01',
  end_on: '2026-05-01',
  kind: 'lease' as const,
  source_type: 'lease' as const,
  source_id: '0197a0c0-0000-7000-8000-000000000004',
};

export const OccupancyHeldV1 = eventType('park.tenants.occupancy.held.v1', {
  summary: { zh: '房源锁定', en: 'A unit was held' },
  data: { ...transitionData, ...occupancyContent, hold_expires_at: instant.nullable() },
  example: { from_state: null, to_state: 'held', ...occupancy, hold_expires_at: '2024-04-20T08:00:00Z' },
});
export const OccupancyActivatedV1 = eventType('park.tenants.occupancy.activated.v1', {
  summary: { zh: '占用生效', en: 'A unit’s occupancy came into force' },
  data: { ...transitionData, ...occupancyContent },
  example: { from_state: 'held', to_state: 'active', ...occupancy },
});
export const OccupancyPeriodChangedV1 = eventType('park.tenants.occupancy.period-changed.v1', {
  summary: { zh: '占用期变更', en: 'The period of an occupancy changed' },
  data: { code, unit_id: id, old_end: date.nullable(), new_end: date.nullable() },
  example: { code: 'OC-000001', unit_id: occupancy.unit_id, old_end: '2026-05-01', new_end: '2027-05-01' },
});
export const OccupancyReleasedV1 = eventType('park.tenants.occupancy.released.v1', {
  summary: { zh: '占用释放', en: 'A unit was released before the end of its occupancy' },
  data: { ...transitionData, unit_id: id, released_on: date, reason },
  example: {
    code: 'OC-000001',
    from_state: 'active',
    to_state: 'released',
    unit_id: occupancy.unit_id,
    released_on: '2025-10-01',
    reason: 'lease terminated',
  },
});
export const OccupancyReopenedV1 = eventType('park.tenants.occupancy.reopened.v1', {
  summary: { zh: '占用恢复', en: 'The end of an occupancy was taken back before it came' },
  data: { ...transitionData, unit_id: id, end_on: date.describe('Exclusive') },
  example: { code: 'OC-000001', from_state: 'released', to_state: 'active', unit_id: occupancy.unit_id, end_on: '2026-05-01' },
});
export const OccupancyCompletedV1 = eventType('park.tenants.occupancy.completed.v1', {
  summary: { zh: '占用到期完成', en: 'An occupancy ran to its end' },
  data: { ...transitionData, unit_id: id, end_on: date },
  example: { code: 'OC-000001', from_state: 'active', to_state: 'completed', unit_id: occupancy.unit_id, end_on: '2026-05-01' },
});
export const OccupancyCancelledV1 = eventType('park.tenants.occupancy.cancelled.v1', {
  summary: { zh: '锁定取消', en: 'A hold was cancelled' },
  data: { ...transitionData, unit_id: id, reason },
  example: { code: 'OC-000001', from_state: 'held', to_state: 'cancelled', unit_id: occupancy.unit_id, reason: 'lease rejected' },
});
export const OccupancyHoldExpiredV1 = eventType('park.tenants.occupancy.hold-expired.v1', {
  summary: { zh: '锁定过期', en: 'A hold expired' },
  data: { ...transitionData, unit_id: id },
  example: { code: 'OC-000001', from_state: 'held', to_state: 'expired', unit_id: occupancy.unit_id },
});
