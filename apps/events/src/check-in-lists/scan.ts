/** A scan of a ticket at a door, and what it is answered: validity first, then whether somebody came with it before. */
import type { Registration } from '../registrations/registration.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { CheckInList, ScanResult } from './check-in-list.ts';

export interface Scan {
  device_id: string;
  /** Of the device, unique there: a scan that is sent again is the same scan. */
  scan_id: string;
  scanned_at: Date;
  /** Was taken while the device could not ask: it let the person in by itself, and reports it later. */
  offline: boolean;
}

/** A scan that let somebody in. */
export interface CheckIn extends Scan {
  id: string;
  list_id: string;
  /** Null where the ticket belongs to no registration. */
  registration_id: string | null;
  /** `ok`, or why the person should have been refused. */
  result: ScanResult;
  uploaded_at: Date;
  reverted_at: Date | null;
}

/** A device's clock may be ahead by so much. */
export const clockToleranceMs = 120_000;

export function scanKey({ device_id, scan_id }: Pick<Scan, 'device_id' | 'scan_id'>): string {
  return JSON.stringify([device_id, scan_id]);
}

/** The registration that a ticket is of; null where the ticket is none of this gathering, or void. */
export function holderOf(ticket: Ticket | null, list: CheckInList, registration: Registration | undefined): Registration | null {
  if (ticket === null || registration === undefined) return null;
  const isOfHere = registration.gathering_id === list.gathering_id && ticket.gathering_id === list.gathering_id;
  return isOfHere && ticket.issue === registration.ticket_issue ? registration : null;
}

/** `hasCheckedIn`: on this list, and not reverted. */
export function resultOf(registration: Registration | null, list: CheckInList, at: Date, hasCheckedIn: boolean): ScanResult {
  if (registration === null) return 'invalid';
  if (!['confirmed', 'checked_in', 'no_show'].includes(registration.state)) return 'not_confirmed';
  if (list.type_ids.length > 0 && !list.type_ids.includes(registration.type_id ?? '')) return 'wrong_list';
  if (at < list.opens_at || at >= list.closes_at) return 'wrong_time';
  return hasCheckedIn ? 'already' : 'ok';
}
