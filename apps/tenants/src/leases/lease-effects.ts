/** Effects of a lease: the occupancy of each of its units, and the move of its tenant. */
import type { Decision } from '@park/contracts';
import { complete, release, type Occupancy } from '../occupancies/occupancy.ts';
import type { Lease } from './lease.ts';

/** The occupancy that the lease wants of one of its units. */
export function wishOf(lease: Lease, unit: Lease['units'][number]) {
  const { area_m2, start_on, end_on } = unit;
  return { area_m2, start_on, end_on, kind: 'lease' as const, source_type: 'lease' as const, source_id: lease.id, hold_expires_at: null };
}

/** The tenant is in the buildings of the lease from its first day. */
export function moveOf({ entity_id, start_on, units }: Lease) {
  return { entityId: entity_id, startOn: start_on, buildingIds: [...new Set(units.map(({ building_id }) => building_id))] };
}

/** A unit whose own period was over before stays as it ended. */
export function endOn(occupancy: Occupancy, day: string, reason: string): Decision<Occupancy> {
  if (occupancy.end_on !== null && occupancy.end_on <= day) return complete(occupancy);
  return release(occupancy, { released_on: day < occupancy.start_on ? occupancy.start_on : day, reason });
}
