/** Events of the quotas 配额 and registration types 报名类型 that the places of a gathering are given out by. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, count, id, reason } from '../fields.ts';

const gathering_id = '0197a0c0-0000-7000-8000-000000000021';
const quota = { code: 'EQ-000001', gathering_id, name: '学生席' };
const quotaHead = { code, gathering_id: id, name: z.string() };

export const QuotaAddedV1 = eventType('park.events.quota.added.v1', {
  summary: { zh: '配额设立', en: 'A quota was added' },
  data: { ...quotaHead, capacity: count },
  example: { ...quota, capacity: 300 },
});
export const QuotaChangedV1 = eventType('park.events.quota.changed.v1', {
  summary: { zh: '配额调整', en: 'A quota’s capacity changed' },
  data: { ...quotaHead, old: count, new: count },
  example: { ...quota, old: 300, new: 340 },
});

const typeContent = {
  code,
  gathering_id: id,
  name: z.string(),
  name_en: z.string().nullable(),
  quota_ids: z.array(id).describe('Each place takes one of each of these quotas, and one of the gathering'),
  places_at_most: count.describe('Of one registration'),
  is_moderated: z.boolean().nullable().describe('Null: as the gathering says'),
};
const registrationType = {
  code: 'ET-000001',
  gathering_id,
  name: '学生',
  name_en: 'Students',
  quota_ids: ['0197a0c0-0000-7000-8000-000000000022'],
  places_at_most: 1,
  is_moderated: null,
};

export const RegistrationTypeAddedV1 = eventType('park.events.registration-type.added.v1', {
  summary: { zh: '报名类型设立', en: 'A registration type was added' },
  data: typeContent,
  example: registrationType,
});
export const RegistrationTypeRetiredV1 = eventType('park.events.registration-type.retired.v1', {
  summary: { zh: '报名类型停用', en: 'A registration type takes no more registrations' },
  data: { ...typeContent, reason },
  example: { ...registrationType, reason: 'merged with the general type' },
});
