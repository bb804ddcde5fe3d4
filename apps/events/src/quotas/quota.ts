/** A quota 配额: a part of a gathering's places that some registration types share, such as the seats for students. */
import { events, occurred, unchanged, type Decision } from '@park/contracts';
import { rowOf, type Aggregate, type LocalDate, type NewIdentity } from '@park/kernel';
import { requireNotBelowTaken } from '../gatherings/gathering.ts';

export interface Quota extends Aggregate {
  gathering_id: string;
  name: string;
  capacity: number;
}

export function add(identity: NewIdentity, content: Pick<Quota, 'gathering_id' | 'name' | 'capacity'>): Decision<Quota> {
  const next: Quota = { ...content, ...rowOf(identity) };
  const { code, gathering_id, name, capacity } = next;
  return { next, events: [occurred(events.QuotaAddedV1, identity.today, { code, gathering_id, name, capacity })] };
}

/** `taken`: places used and held. No event where nothing changes. Throws `conflict below_taken`. */
export function changeCapacity(quota: Quota, capacity: number, taken: number, today: LocalDate): Decision<Quota> {
  if (capacity === quota.capacity) return unchanged(quota);
  requireNotBelowTaken('/capacity', capacity, taken);
  const { code, gathering_id, name } = quota;
  const data = { code, gathering_id, name, old: quota.capacity, new: capacity };
  return { next: { ...quota, capacity }, events: [occurred(events.QuotaChangedV1, today, data)] };
}
