/** Events of market entities 市场主体 and of their qualifications 资质. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, date, id, reason, transition, uscc } from '../fields.ts';

export const entityKinds = ['enterprise', 'individual_business', 'farmer_coop', 'service_platform'] as const;
export const residencies = ['registered_only', 'physical', 'both', 'none'] as const;
export const registrationStatuses = ['in_operation', 'revoked', 'deregistered', 'moved_out'] as const;
export const sizeClasses = ['large', 'medium', 'small', 'micro'] as const;
export const departureReasons = ['lease_end', 'moved_out', 'deregistered', 'revoked'] as const;
export const riskLevels = ['none', 'watch', 'high', 'blacklisted'] as const;
/** What an update of the registration may change. */
export const registrationFields = ['registration_status', 'residency', 'industry_code', 'size_class'] as const;
export const qualificationTypes = ['hnte', 'tech_sme', 'srdi', 'little_giant', 'gazelle', 'innovative_sme', 'tase'] as const;
export const verifications = ['self_declared', 'verified'] as const;

export const EntityRegisteredV1 = eventType('park.tenants.entity.registered.v1', {
  summary: { zh: '市场主体登记', en: 'A market entity was entered as a prospect' },
  data: {
    ...transition,
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
  visibility: 'alliance',
  data: { ...transition, uscc, residency: z.enum(residencies), effective_date: date, building_ids: z.array(id) },
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
  data: { ...transition, reason, effective_date: date },
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
  data: { ...transition, reason, effective_date: date },
  example: { code: 'TN-000001', from_state: 'suspended', to_state: 'resident', reason: 'address confirmed', effective_date: '2025-03-01' },
});
export const EntityDepartedV1 = eventType('park.tenants.entity.departed.v1', {
  summary: { zh: '市场主体离园', en: 'A market entity left the park' },
  visibility: 'alliance',
  data: { ...transition, effective_date: date, reason: z.enum(departureReasons), destination: z.string().nullable() },
  example: {
    code: 'TN-000001',
    from_state: 'resident',
    to_state: 'departed',
    effective_date: '2025-06-30',
    reason: 'moved_out',
    destination: '青岛市黄岛区',
  },
});
export const EntityRiskChangedV1 = eventType('park.tenants.entity.risk-changed.v1', {
  summary: { zh: '风险等级变更', en: 'A market entity’s risk level changed' },
  data: { code, level: z.enum(riskLevels), old_level: z.enum(riskLevels), reason },
  example: { code: 'TN-000001', level: 'watch', old_level: 'none', reason: 'rent in arrears for 60 days' },
});

const qualificationContent = {
  entity_id: id,
  type: z.enum(qualificationTypes),
  level: z.string().nullable(),
  certificate_no: z.string(),
  valid_from: date,
  valid_to: date.describe('Exclusive'),
  verification: z.enum(verifications),
};
const qualification = {
  code: 'QL-000001',
  entity_id: '0197a0c0-0000-7000-8000-000000000002',
  type: 'hnte' as const,
  level: null,
  certificate_no: 'GR202337100001',
  valid_from: '2023-11-09',
  valid_to: '2026-11-09',
  verification: 'verified' as const,
};

export const QualificationGrantedV1 = eventType('park.tenants.qualification.granted.v1', {
  summary: { zh: '资质取得', en: 'A qualification was entered' },
  data: { ...transition, ...qualificationContent },
  example: { from_state: null, to_state: 'valid', ...qualification },
});
export const QualificationVerifiedV1 = eventType('park.tenants.qualification.verified.v1', {
  summary: { zh: '资质核验', en: 'A qualification’s evidence was verified' },
  data: { code, entity_id: id, type: z.enum(qualificationTypes) },
  example: { code: 'QL-000001', entity_id: qualification.entity_id, type: 'hnte' },
});
export const QualificationRenewedV1 = eventType('park.tenants.qualification.renewed.v1', {
  summary: { zh: '资质续期', en: 'A qualification was renewed' },
  data: { ...transition, ...qualificationContent, old_valid_to: date },
  example: { from_state: 'valid', to_state: 'valid', ...qualification, valid_to: '2029-11-09', old_valid_to: '2026-11-09' },
});
export const QualificationExpiringV1 = eventType('park.tenants.qualification.expiring.v1', {
  summary: { zh: '资质即将到期', en: 'A qualification is about to expire' },
  data: { code, entity_id: id, type: z.enum(qualificationTypes), valid_to: date, days_left: z.number().int() },
  example: { code: 'QL-000001', entity_id: qualification.entity_id, type: 'hnte', valid_to: '2026-11-09', days_left: 60 },
});
export const QualificationExpiredV1 = eventType('park.tenants.qualification.expired.v1', {
  summary: { zh: '资质到期', en: 'A qualification expired' },
  data: { ...transition, entity_id: id, type: z.enum(qualificationTypes), valid_to: date },
  example: {
    code: 'QL-000001',
    from_state: 'valid',
    to_state: 'expired',
    entity_id: qualification.entity_id,
    type: 'hnte',
    valid_to: '2026-11-09',
  },
});
export const QualificationRevokedV1 = eventType('park.tenants.qualification.revoked.v1', {
  summary: { zh: '资质撤销', en: 'A qualification was revoked' },
  data: { ...transition, entity_id: id, type: z.enum(qualificationTypes), revoked_on: date, reason },
  example: {
    code: 'QL-000001',
    from_state: 'valid',
    to_state: 'revoked',
    entity_id: qualification.entity_id,
    type: 'hnte',
    revoked_on: '2025-04-01',
    reason: 'withdrawn by the authority',
  },
});

export const entityEvents = [
  EntityRegisteredV1,
  EntityMovedInV1,
  EntityRegistrationChangedV1,
  EntityRenamedV1,
  EntitySuspendedV1,
  EntityReinstatedV1,
  EntityDepartedV1,
  EntityRiskChangedV1,
  QualificationGrantedV1,
  QualificationVerifiedV1,
  QualificationRenewedV1,
  QualificationExpiringV1,
  QualificationExpiredV1,
  QualificationRevokedV1,
];
