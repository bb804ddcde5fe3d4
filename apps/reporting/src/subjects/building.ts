/** A building 楼宇: contributes nothing by itself, but its name stands on figures that are broken down by building. */
import { tenants } from '@park/contracts';
import { hearing, latest, logs, type Known } from '../ledger/said.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';

export interface Building {
  code: string;
  name: string;
  floors: number;
  gfa_m2: number;
  status: string;
}

const hear = hearing<Building>();

export const building: SubjectKind = {
  name: 'building',
  hears: [
    hear(tenants.BuildingRegisteredV1, ({ code, name, floors, gfa_m2, status }) => ({ is: { code, name, floors, gfa_m2, status } })),
    hear(tenants.BuildingChangedV1, ({ code, name, floors, gfa_m2 }) => ({ is: { code, name, floors, gfa_m2 } })),
    hear(tenants.BuildingStatusChangedV1, ({ code, to_state }) => ({ is: { code, status: to_state } })),
  ],
  timeline: () => [],
};

export function buildingOf(known: Known): Building {
  const [own] = logs<Building>(known, 'building');
  return { code: '', name: '', floors: 0, gfa_m2: 0, status: 'unknown', ...latest(own?.log ?? []) };
}
