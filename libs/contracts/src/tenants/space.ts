/** Events of the park's space: buildings, renovation projects and units. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { areaM2, code, date, fen, id, reason, transitionData } from '../fields.ts';

export const buildingStatuses = ['planned', 'in_service', 'under_renovation', 'retired'] as const;
export const renovationKinds = ['building', 'outdoor'] as const;
export const unitUsages = ['office', 'desk', 'retail', 'canteen', 'lab', 'exhibition', 'workshop', 'public'] as const;
export const unitStatuses = ['draft', 'in_service', 'maintenance', 'self_use', 'retired'] as const;

const buildingContent = {
  code,
  name: z.string(),
  floors: z.number().int(),
  gfa_m2: areaM2.describe('Gross floor area 建筑面积, m²'),
  land_area_mu: z.number().nullable().describe('Land 占地, mu (1 亩 = 666.67 m²)'),
  year_built: z.number().int().nullable(),
};
const building = { code: 'B01', name: '1号楼', floors: 6, gfa_m2: 7200, land_area_mu: 4.5, year_built: 1994 };

export const BuildingRegisteredV1 = eventType('park.tenants.building.registered.v1', {
  summary: { zh: '楼宇登记', en: 'A building was entered' },
  discloses: { public: ['code', 'name', 'floors', 'gfa_m2', 'land_area_mu', 'year_built', 'status'] },
  data: { ...buildingContent, status: z.enum(buildingStatuses) },
  example: { ...building, status: 'in_service' },
});
export const BuildingChangedV1 = eventType('park.tenants.building.changed.v1', {
  summary: { zh: '楼宇信息变更', en: 'A building’s particulars changed' },
  discloses: { public: ['code', 'name', 'floors', 'gfa_m2', 'land_area_mu', 'year_built'] },
  data: buildingContent,
  example: building,
});
export const BuildingStatusChangedV1 = eventType('park.tenants.building.status-changed.v1', {
  summary: { zh: '楼宇状态变更', en: 'A building was put into or out of service' },
  discloses: { public: ['code', 'from_state', 'to_state'] },
  data: { ...transitionData, reason: reason.nullable() },
  example: { code: 'B01', from_state: 'in_service', to_state: 'under_renovation', reason: null },
});

const renovationContent = {
  building_id: id.nullable(),
  kind: z.enum(renovationKinds),
  indoor_area_m2: areaM2,
  outdoor_area_m2: areaM2,
};
const renovation = {
  building_id: '0197a0c0-0000-7000-8000-000000000001',
  kind: 'building' as const,
  indoor_area_m2: 6900,
  outdoor_area_m2: 0,
};

export const RenovationPlannedV1 = eventType('park.tenants.renovation.planned.v1', {
  summary: { zh: '改造项目立项', en: 'A renovation was planned' },
  data: { ...transitionData, ...renovationContent },
  example: { code: 'RN-01', from_state: null, to_state: 'planned', ...renovation },
});
export const RenovationStartedV1 = eventType('park.tenants.renovation.started.v1', {
  summary: { zh: '改造开工', en: 'A renovation was started' },
  data: { ...transitionData, started_on: date },
  example: { code: 'RN-01', from_state: 'planned', to_state: 'in_progress', started_on: '2023-01-09' },
});
export const RenovationAcceptedV1 = eventType('park.tenants.renovation.accepted.v1', {
  summary: { zh: '改造竣工验收', en: 'A renovation was accepted' },
  discloses: { public: ['code', 'from_state', 'to_state', 'building_id', 'kind', 'indoor_area_m2', 'outdoor_area_m2', 'accepted_on'] },
  data: { ...transitionData, ...renovationContent, accepted_on: date },
  example: { code: 'RN-01', from_state: 'in_progress', to_state: 'accepted', ...renovation, accepted_on: '2023-07-20' },
});
export const RenovationClosedV1 = eventType('park.tenants.renovation.closed.v1', {
  summary: { zh: '改造项目关闭', en: 'A renovation project was closed' },
  data: { ...transitionData, closed_on: date },
  example: { code: 'RN-01', from_state: 'accepted', to_state: 'closed', closed_on: '2023-09-01' },
});
export const RenovationCancelledV1 = eventType('park.tenants.renovation.cancelled.v1', {
  summary: { zh: '改造项目取消', en: 'A renovation was cancelled' },
  data: { ...transitionData, reason },
  example: { code: 'RN-02', from_state: 'planned', to_state: 'cancelled', reason: 'no budget' },
});

const unitContent = {
  code,
  building_id: id,
  parent_unit_id: id.nullable(),
  floor: z.number().int(),
  usage: z.enum(unitUsages),
  gfa_m2: areaM2,
  use_m2: areaM2.describe('Usable area 使用面积, m²; the area that figures count'),
  rentable: z.boolean(),
  ref_price_fen_per_m2_day: fen,
};
const unit = {
  code: 'B01-0301',
  building_id: '0197a0c0-0000-7000-8000-000000000001',
  parent_unit_id: null,
  floor: 3,
  usage: 'office' as const,
  gfa_m2: 150,
  use_m2: 120.5,
  rentable: true,
  ref_price_fen_per_m2_day: 150,
};

export const UnitAddedV1 = eventType('park.tenants.unit.added.v1', {
  summary: { zh: '房源新增', en: 'A unit of space was added' },
  discloses: {
    alliance: [
      'code',
      'building_id',
      'parent_unit_id',
      'floor',
      'usage',
      'gfa_m2',
      'use_m2',
      'rentable',
      'ref_price_fen_per_m2_day',
      'status',
    ],
  },
  data: { ...unitContent, status: z.enum(unitStatuses) },
  example: { ...unit, status: 'in_service' },
});
export const UnitChangedV1 = eventType('park.tenants.unit.changed.v1', {
  summary: { zh: '房源信息变更', en: 'A unit’s particulars changed' },
  discloses: {
    alliance: ['code', 'building_id', 'parent_unit_id', 'floor', 'usage', 'gfa_m2', 'use_m2', 'rentable', 'ref_price_fen_per_m2_day'],
  },
  data: unitContent,
  example: unit,
});
export const UnitStatusChangedV1 = eventType('park.tenants.unit.status-changed.v1', {
  summary: { zh: '房源状态变更', en: 'A unit was put into or out of service' },
  discloses: { alliance: ['code', 'from_state', 'to_state'] },
  data: { ...transitionData, reason: reason.nullable() },
  example: { code: 'B01-0301', from_state: 'in_service', to_state: 'maintenance', reason: 'water damage' },
});
