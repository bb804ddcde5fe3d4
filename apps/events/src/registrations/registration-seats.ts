/** The places that a registration takes: in the gathering's own counter, and in those of the quotas of its type. */
import type { SeatCounter, SeatMove } from '../quotas/seat-counter.ts';
import type { RegistrationType } from '../registration-types/registration-type.ts';
import type { Registration, RegistrationState } from './registration.ts';
import type { Waiting } from './waiting-list.ts';

export type Types = ReadonlyMap<string, RegistrationType>;

export function holdersOf({ gathering_id, type_id }: Pick<Registration, 'gathering_id' | 'type_id'>, types: Types): string[] {
  return [gathering_id, ...(type_id === null ? [] : (types.get(type_id)?.quota_ids ?? []))];
}

export function asWaiting(registration: Pick<Registration, 'id' | 'gathering_id' | 'type_id' | 'places'>, types: Types): Waiting {
  return { id: registration.id, places: registration.places, holders: holdersOf(registration, types) };
}

const takes: Record<RegistrationState, { used: number; held: number }> = {
  pending: { used: 0, held: 1 },
  offered: { used: 0, held: 1 },
  confirmed: { used: 1, held: 0 },
  checked_in: { used: 1, held: 0 },
  no_show: { used: 1, held: 0 },
  waitlisted: { used: 0, held: 0 },
  rejected: { used: 0, held: 0 },
  lapsed: { used: 0, held: 0 },
  offer_expired: { used: 0, held: 0 },
  declined: { used: 0, held: 0 },
  cancelled: { used: 0, held: 0 },
};

/** `before`: null where it is new. None where the places stay as they are. */
export function movesOf(before: RegistrationState | null, after: Registration, types: Types): SeatMove[] {
  const [was, is] = [before === null ? takes.waitlisted : takes[before], takes[after.state]];
  const [used, held] = [(is.used - was.used) * after.places, (is.held - was.held) * after.places];
  return used === 0 && held === 0 ? [] : holdersOf(after, types).map((holder_id) => ({ holder_id, used, held }));
}

export function freePlaces(counters: ReadonlyMap<string, SeatCounter>): Map<string, number> {
  return new Map([...counters].map(([holder, { capacity, used, held }]) => [holder, capacity - used - held]));
}
