/** Events of market entities 市场主体. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, date, id, reason, transitionData, uscc } from '../fields.ts';

export const entityKinds = ['enterprise', 'individual_business', 'farmer_coop', 'service_platform'] as const;
export const residencies = ['registered_only', 'physical', 'both', 'none'] as const;
export const registrationStatuses = ['in_operation', 'revoked', 'deregistered', 'moved_out'] as const;
export const sizeClasses = ['large', 'medium', 'small', 'micro'] as const;
export const departureReasons = ['lease_end', 'moved_out', 'deregistered', 'revoked'] as const;
export const riskLevels = ['none', 'watch', 'high', 'blacklisted'] as const;
/** The members that an update of the registration may change. */
export const registrationFields = ['registration_status', 'residency', 'industry_code', 'size_class'] as const;

export const EntityRegisteredV1 = eventType('park.tenants.entity.registered.v1', {
  summary: { zh: '市场主体登记', en: 'A market entity was entered as a prospect' },
  data: {
    ...transitionData,
    uscc,
    kind: z.enum(entityKinds),
    established_on: date,
    industry_code: z.string().describe('GB/T 4754, section letter with division, e.g. I65'),
    size_class: z.enum(sizeClasses),
    registration_status: z.enum(registrationStatuses),
    residency: z.enum(residencies),
  },
  example: {
    code: 'TN-000001',
    from_state: null,
    to_state: 'prospect',
    uscc: '91370200264574251E',
    kind: 'enterprise',
    established_on: '2021-03-15',
    industry_code: 'I65',
    size_class: 'small',
    registration_status: 'in_operation',
    residency: 'none',
  },
});
export const EntityMovedInV1 = eventType('park.tenants.entity.moved-in.v1', {
  summary: { zh: '市场主体入驻', en: 'A market entity moved in' },
  discloses: { alliance: ['code', 'from_state', 'to_state', 'uscc', 'residency', 'effective_date', 'building_ids'] },
  data: { ...transitionData, uscc, residency: z.enum(residencies), effective_date: date, building_ids: z.array(id) },
  example: {
    code: 'TN-000001',
    from_state: 'prospect',
    to_state: 'resident',
    uscc: '91370200264574251E',
    residency: 'both',
    effective_date: '2024-05-01',
    building_ids: ['0197a0c0-0000-7000-8000-000000000001'],
  },
});
export const EntityMoveInScheduledV1 = eventType('park.tenants.entity.move-in-scheduled.v1', {
  summary: { zh: '预定入驻', en: 'The move-in of a market entity was scheduled for a day ahead' },
  data: { ...transitionData, residency: z.enum(residencies), effective_date: date, building_ids: z.array(id) },
  example: {
    code: 'TN-000001',
    from_state: 'prospect',
    to_state: 'prospect',
    residency: 'both',
    effective_date: '2024-05-01',
    building_ids: ['0197a0c0-0000-7000-8000-000000000001'],
  },
});
export const EntityMoveInCancelledV1 = eventType('park.tenants.entity.move-in-cancelled.v1', {
  summary: { zh: '取消预定入驻', en: 'A scheduled move-in was cancelled, or moved to another day by the event that follows' },
  data: { ...transitionData, effective_date: date.describe('The day that was scheduled') },
  example: { code: 'TN-000001', from_state: 'prospect', to_state: 'prospect', effective_date: '2024-05-01' },
});
export const EntityRegistrationChangedV1 = eventType('park.tenants.entity.registration-changed.v1', {
  summary: { zh: '登记信息变更', en: 'A market entity’s registration changed' },
  data: { code, field: z.enum(registrationFields), old: z.string(), new: z.string(), effective_date: date },
  example: { code: 'TN-000001', field: 'size_class', old: 'micro', new: 'small', effective_date: '2025-01-01' },
});
export const EntityRenamedV1 = eventType('park.tenants.entity.renamed.v1', {
  summary: { zh: '名称变更', en: 'A market entity’s name changed; the name itself is asked for by id' },
  data: { code },
  example: { code: 'TN-000001' },
});
export const EntitySuspendedV1 = eventType('park.tenants.entity.suspended.v1', {
  summary: { zh: '列为异常', en: 'A market entity was marked as irregular' },
  data: { ...transitionData, reason, effective_date: date },
  example: {
    code: 'TN-000001',
    from_state: 'resident',
    to_state: 'suspended',
    reason: 'not found at its address',
    effective_date: '2025-02-01',
  },
});
export const EntityReinstatedV1 = eventType('park.tenants.entity.reinstated.v1', {
  summary: { zh: '移出异常', en: 'A market entity was reinstated' },
  data: { ...transitionData, reason, effective_date: date },
  example: { code: 'TN-000001', from_state: 'suspended', to_state: 'resident', reason: 'address confirmed', effective_date: '2025-03-01' },
});
export const EntityDepartedV1 = eventType('park.tenants.entity.departed.v1', {
  summary: { zh: '市场主体离园', en: 'A market entity left the park' },
  discloses: { alliance: ['code', 'from_state', 'to_state', 'effective_date', 'reason'] },
  data: { ...transitionData, effective_date: date, reason: z.enum(departureReasons), destination: z.string().nullable() },
  example: {
    code: 'TN-000001',
    from_state: 'resident',
    to_state: 'departed',
    effective_date: '2025-06-30',
    reason: 'moved_out',
    destination: '青岛市黄岛区',
  },
});
export const EntityDepartureScheduledV1 = eventType('park.tenants.entity.departure-scheduled.v1', {
  summary: { zh: '预定离园', en: 'The departure of a market entity was scheduled for a day ahead' },
  data: { ...transitionData, effective_date: date, reason: z.enum(departureReasons), destination: z.string().nullable() },
  example: {
    code: 'TN-000001',
    from_state: 'resident',
    to_state: 'resident',
    effective_date: '2025-12-31',
    reason: 'lease_end',
    destination: null,
  },
});
export const EntityDepartureCancelledV1 = eventType('park.tenants.entity.departure-cancelled.v1', {
  summary: { zh: '取消预定离园', en: 'A scheduled departure was cancelled, or moved to another day by the event that follows' },
  data: { ...transitionData, effective_date: date.describe('The day that was scheduled') },
  example: { code: 'TN-000001', from_state: 'resident', to_state: 'resident', effective_date: '2025-12-31' },
});
export const EntityRiskChangedV1 = eventType('park.tenants.entity.risk-changed.v1', {
  summary: { zh: '风险等级变更', en: 'A market entity’s risk level changed' },
  data: { code, level: z.enum(riskLevels), old_level: z.enum(riskLevels), reason },
  example: { code: 'TN-000001', level: 'watch', old_level: 'none', reason: 'rent in arrears for 60 days' },
});
