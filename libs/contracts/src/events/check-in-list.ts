/** Events of the check-in lists 签到名单: who may enter at a gate, and when. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { code, id, instant } from '../fields.ts';

/** The answers to a scan. */
export const scanResults = ['ok', 'already', 'wrong_list', 'wrong_time', 'not_confirmed', 'invalid'] as const;

const content = {
  code,
  gathering_id: id,
  name: z.string(),
  gate: z.string(),
  opens_at: instant,
  closes_at: instant.describe('Exclusive'),
  type_ids: z.array(id).describe('The registration types that it admits; none: all'),
};
const list = {
  code: 'EL-000001',
  gathering_id: '0197a0c0-0000-7000-8000-000000000021',
  name: '东门',
  gate: '东门',
  opens_at: '2025-08-18T00:30:00.000Z',
  closes_at: '2025-08-18T08:00:00.000Z',
  type_ids: [],
};

export const CheckInListAddedV1 = eventType('park.events.check-in-list.added.v1', {
  summary: { zh: '签到名单设立', en: 'A check-in list was added' },
  data: content,
  example: list,
});
export const CheckInListChangedV1 = eventType('park.events.check-in-list.changed.v1', {
  summary: { zh: '签到名单变更', en: 'A check-in list changed' },
  data: content,
  example: list,
});
export const CheckInListPersonAdmittedInErrorV1 = eventType('park.events.check-in-list.person-admitted-in-error.v1', {
  summary: { zh: '误放行', en: 'A device that was offline admitted somebody who should have been refused' },
  data: {
    code,
    gathering_id: id,
    registration_id: id.nullable().describe('Null where the ticket belongs to no registration'),
    result: z.enum(scanResults).describe('What the scan should have been answered'),
    device_id: z.string(),
    scanned_at: instant,
    uploaded_at: instant,
  },
  example: {
    code: 'EL-000001',
    gathering_id: '0197a0c0-0000-7000-8000-000000000021',
    registration_id: null,
    result: 'invalid',
    device_id: 'gate-1',
    scanned_at: '2025-08-18T01:12:00.000Z',
    uploaded_at: '2025-08-18T03:00:00.000Z',
  },
});
