/** A building 楼宇: contributes nothing by itself, but its name stands on figures that are broken down by building. */
import { tenants, type Bilingual } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

export interface Building {
  code: string;
  name: string;
  floors: number;
  gfa_m2: number;
  status: string;
}

const map = mappingsTo<Building>();

export const building: SubjectKind = {
  name: 'tenants.building',
  title: { zh: '楼宇', en: 'Building' },
  version: 1,
  measures: [],
  mappings: [
    map(tenants.BuildingRegisteredV1, ({ code, name, floors, gfa_m2, status }) => ({ is: { code, name, floors, gfa_m2, status } })),
    map(tenants.BuildingChangedV1, ({ code, name, floors, gfa_m2 }) => ({ is: { code, name, floors, gfa_m2 } })),
    map(tenants.BuildingStatusChangedV1, ({ code, to_state }) => ({ is: { code, status: to_state } })),
  ],
};

export function buildingOf(known: Known): Building {
  const [own] = logsOf<Building>(known, 'tenants.building');
  return { code: '', name: '', floors: 0, gfa_m2: 0, status: 'unknown', ...latest(own?.log ?? []) };
}

export function buildingName(known: Known): Bilingual {
  const { code, name } = buildingOf(known);
  return { zh: name || code, en: code };
}
