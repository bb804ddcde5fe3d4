/** Reads buildings, the units in them, and the parts and leases of these on a day. */
import type { LocalDate } from '@park/kernel';
import { subjectsOf, type View } from '../../../kpi/kpi.store.ts';
import type { Known } from '../../../ledger/log.ts';
import type { Flat } from '../../../ledger/subject-kind.ts';
import { building } from '../building.ts';
import { lease, leaseOf, type Lease } from '../lease.ts';
import { occupancy } from '../occupancy.ts';
import { unit } from '../unit.ts';

export function knownBuildings(view: View): Promise<Map<string, Known>> {
  return subjectsOf(view, building.name);
}

export function knownUnits(view: View, buildingId: string): Promise<Map<string, Known>> {
  return subjectsOf(view, unit.name, buildingId);
}

/** The members of each unit on a day: parts that it is divided into, and leases in force. */
export async function membersOn(view: View, unitIds: readonly string[], day: LocalDate): Promise<Map<string, Flat[]>> {
  const projections = [unit, occupancy].flatMap(({ name }) => view.live.get(name)?.id ?? []);
  const rows: { group_id: string; as_what: Flat }[] = await view.tx.query(
    `select group_id, as_what from member
     where projection = any ($1) and group_id = any ($2) and to_on > $3 and from_on <= $3 order by group_id, from_on, member`,
    [projections, unitIds, day],
  );
  return new Map([...Map.groupBy(rows, ({ group_id }) => group_id)].map(([id, members]) => [id, members.map(({ as_what }) => as_what)]));
}

export async function leasesOf(view: View, ids: readonly string[]): Promise<Map<string, Partial<Lease>>> {
  const rows: { id: string; known: Known }[] = await view.tx.query(
    'select id, known from subject where projection = $1 and id = any ($2)',
    [view.live.get(lease.name)?.id ?? null, ids],
  );
  return new Map(rows.map(({ id, known }) => [id, leaseOf(known)]));
}
