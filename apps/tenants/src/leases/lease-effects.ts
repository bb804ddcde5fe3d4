/** Effects of a lease: the occupancy of each of its units, and the move of its tenant. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { complete, release, reopen, type Occupancy } from '../occupancies/occupancy.ts';
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

/** An end that was set to a day ahead is moved to another one; `unitEndOn` is the end of the unit's own period. */
export function moveEnd(occupancy: Occupancy, unitEndOn: string, day: string, reason: string): Decision<Occupancy> {
  if (occupancy.state === 'active') return endOn(occupancy, day, reason);
  if (occupancy.state === 'completed' && occupancy.end_on! <= day) return unchanged(occupancy);
  return followedBy(reopen(occupancy, unitEndOn), (open) => endOn(open, day, reason));
}

/** A unit whose own period was over before stays as it ended. */
export function endOn(occupancy: Occupancy, day: string, reason: string): Decision<Occupancy> {
  if (occupancy.end_on !== null && occupancy.end_on <= day) return complete(occupancy);
  return release(occupancy, { released_on: day < occupancy.start_on ? occupancy.start_on : day, reason });
}
