/** Whether a gathering takes registrations, and what becomes of a new one: confirmed, pending, or put on the waiting list. */
import { dateAt, Refusal } from '@park/kernel';
import type { Gathering } from '../gatherings/gathering.ts';
import type { RegistrationSource, RegistrationState } from './registration.ts';

/** By the switch and the window. */
export function isOpen({ state, is_registration_open, registration_from, registration_to }: Gathering, now: Date): boolean {
  return (state === 'published' || state === 'ongoing') && is_registration_open && registration_from <= now && now < registration_to;
}

/** Throws `conflict registration_closed`. At the door, the day of the gathering is enough. */
export function requireOpen(gathering: Gathering, source: RegistrationSource, now: Date): void {
  const { state, is_registration_open, registration_from, registration_to, starts_at } = gathering;
  const isAtTheDoor = source === 'walk_in' && (state === 'ongoing' || (state === 'published' && dateAt(now) >= dateAt(starts_at)));
  if (isAtTheDoor || isOpen(gathering, now)) return;
  throw new Refusal('conflict', 'registration_closed', 'The gathering takes no registrations now.', {
    extra: { gathering_state: state, is_registration_open, registration_from, registration_to },
  });
}

export function isLate({ is_registration_open, registration_to }: Gathering, now: Date): boolean {
  return !is_registration_open || now >= registration_to;
}

/** Places that become free are offered until the gathering begins. */
export function isWaitingListServed({ state, is_waiting_list_open, starts_at }: Gathering, now: Date): boolean {
  return state === 'published' && is_waiting_list_open && now < starts_at;
}

/** When an offer made now expires: never later than the gathering begins. */
export function offerExpiry({ offer_minutes, starts_at }: Gathering, now: Date): Date {
  return new Date(Math.min(now.getTime() + offer_minutes * 60_000, starts_at.getTime()));
}

export interface Request {
  source: RegistrationSource;
  isModerated: boolean;
  /** The places asked for are free. */
  fits: boolean;
  /** Others wait whom free places fit. */
  wouldOvertake: boolean;
}

/** Throws `conflict sold_out`. */
export function outcomeOf({ source, isModerated, fits, wouldOvertake }: Request, gathering: Gathering, now: Date): RegistrationState {
  const isAtTheDoor = source === 'walk_in';
  if (fits && (isAtTheDoor || !wouldOvertake)) return isModerated && !isAtTheDoor ? 'pending' : 'confirmed';
  if (!isAtTheDoor && isWaitingListServed(gathering, now)) return 'waitlisted';
  throw new Refusal('conflict', 'sold_out', 'No places are left for this registration, and it cannot wait for any.', {
    extra: { is_waiting_list_open: gathering.is_waiting_list_open },
  });
}
