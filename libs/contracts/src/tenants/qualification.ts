/** Events of the qualifications 资质 that make a market entity a tech firm. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, date, id, reason, transitionData } from '../fields.ts';

export const qualificationTypes = ['hnte', 'tech_sme', 'srdi', 'little_giant', 'gazelle', 'innovative_sme', 'tase'] as const;
export const verifications = ['self_declared', 'verified'] as const;

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
  data: { ...transitionData, ...qualificationContent },
  example: { from_state: null, to_state: 'valid', ...qualification },
});
export const QualificationVerifiedV1 = eventType('park.tenants.qualification.verified.v1', {
  summary: { zh: '资质核验', en: 'A qualification’s evidence was verified' },
  data: { code, entity_id: id, type: z.enum(qualificationTypes) },
  example: { code: 'QL-000001', entity_id: qualification.entity_id, type: 'hnte' },
});
export const QualificationRenewedV1 = eventType('park.tenants.qualification.renewed.v1', {
  summary: { zh: '资质续期', en: 'A qualification was renewed' },
  data: { ...transitionData, ...qualificationContent, old_valid_to: date },
  example: { from_state: 'valid', to_state: 'valid', ...qualification, valid_to: '2029-11-09', old_valid_to: '2026-11-09' },
});
export const QualificationExpiringV1 = eventType('park.tenants.qualification.expiring.v1', {
  summary: { zh: '资质即将到期', en: 'A qualification is about to expire' },
  data: { code, entity_id: id, type: z.enum(qualificationTypes), valid_to: date, days_left: z.number().int() },
  example: { code: 'QL-000001', entity_id: qualification.entity_id, type: 'hnte', valid_to: '2026-11-09', days_left: 60 },
});
export const QualificationExpiredV1 = eventType('park.tenants.qualification.expired.v1', {
  summary: { zh: '资质到期', en: 'A qualification expired' },
  data: { ...transitionData, entity_id: id, type: z.enum(qualificationTypes), valid_to: date },
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
  data: { ...transitionData, entity_id: id, type: z.enum(qualificationTypes), revoked_on: date, reason },
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
