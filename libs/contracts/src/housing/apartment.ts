/** Events of the talent apartments 人才公寓, and the words for what they are. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { areaM2, code, count, reason, transitionData } from '../fields.ts';

export const brands = ['hiking', 'xihai'] as const;
export const products = ['short_stay', 'long_let'] as const;
export const allocationLevels = ['whole', 'bed'] as const;
export const apartmentStatuses = ['in_service', 'maintenance', 'retired'] as const;

const apartmentContent = {
  code,
  brand: z.enum(brands).describe('hiking: Hiking青年驿站; xihai: 嘻嗨公寓'),
  building: z.string(),
  floor: z.number().int(),
  layout: z.string(),
  area_m2: areaM2,
  beds: count,
  allocatable_as: z.enum(allocationLevels),
};
const apartment = {
  code: 'HK-0301',
  brand: 'hiking' as const,
  building: 'H1',
  floor: 3,
  layout: '2-bed',
  area_m2: 36,
  beds: 2,
  allocatable_as: 'bed' as const,
};

export const ApartmentAddedV1 = eventType('park.housing.apartment.added.v1', {
  summary: { zh: '房源入库', en: 'An apartment was added' },
  discloses: { alliance: ['code', 'brand', 'building', 'floor', 'layout', 'area_m2', 'beds', 'allocatable_as', 'status'] },
  data: { ...apartmentContent, status: z.enum(apartmentStatuses) },
  example: { ...apartment, status: 'in_service' },
});
export const ApartmentChangedV1 = eventType('park.housing.apartment.changed.v1', {
  summary: { zh: '房源信息变更', en: 'An apartment’s particulars changed' },
  data: apartmentContent,
  example: apartment,
});
export const ApartmentStatusChangedV1 = eventType('park.housing.apartment.status-changed.v1', {
  summary: { zh: '房源状态变更', en: 'An apartment was put into or out of service' },
  discloses: { alliance: ['code', 'from_state', 'to_state', 'brand', 'beds'] },
  data: { ...transitionData, brand: z.enum(brands), beds: count, reason: reason.nullable() },
  example: { code: 'HK-0301', from_state: 'in_service', to_state: 'maintenance', brand: 'hiking', beds: 2, reason: 'repairs' },
});
