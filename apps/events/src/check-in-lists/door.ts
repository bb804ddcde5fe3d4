/** The door: decides on the scans of one request, in the order of their times. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { addDays, dateAt, invalid, type Refusal } from '@park/kernel';
import { checkIn, type Of, type Registration } from '../registrations/registration.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { noteAdmittedInError, type CheckInList, type ScanResult } from './check-in-list.ts';
import { clockToleranceMs, holderOf, resultOf, scanKey, type CheckIn, type Scan } from './scan.ts';

/** What is known when the scans come in; the registrations are locked. */
export interface Door {
  list: CheckInList;
  of: Of;
  /** By id. */
  registrations: ReadonlyMap<string, Registration>;
  /** Scans that were recorded before, by `scanKey`. */
  known: ReadonlyMap<string, CheckIn>;
  /** Check-ins of these registrations that stand on this list, by registration. */
  standing: ReadonlyMap<string, CheckIn>;
}

/** The answer to a scan. The person is shown masked. */
export interface ScanAnswer {
  device_id: string;
  scan_id: string;
  result: ScanResult;
  /** This very scan was sent before, and is answered as then. */
  repeated: boolean;
  /** The device was offline and let in somebody who should have been refused. */
  admitted_in_error: boolean;
  registration: Pick<Registration, 'id' | 'code' | 'person_masked' | 'places' | 'type_id'> | null;
  /** Of `ok` and `already`: the check-in that stands. */
  checked_in: Pick<CheckIn, 'device_id' | 'scanned_at'> | null;
}

/** A scan that breaks a rule of its own. */
export interface ScanFault {
  device_id: string;
  scan_id: string;
  error: { code: 'in_future' | 'day_too_early' | 'scan_reuse'; detail: string };
}

/** `at`: the pointer to the scan in the body. */
export function refusalOf({ error: { code, detail } }: ScanFault, at: string): Refusal {
  return invalid(`${at}/${code === 'scan_reuse' ? 'scan_id' : 'scanned_at'}`, code, detail);
}

export interface Admissions {
  /** In the order of the request. */
  outcomes: (ScanAnswer | ScanFault)[];
  checkIns: CheckIn[];
  registrations: Decision<Registration>[];
  list: Decision<CheckInList>;
}

export interface Scanned {
  scan: Scan;
  /** Null where the code is none of the park's. */
  ticket: Ticket | null;
}

export function admit(door: Door, scans: readonly Scanned[], now: Date, newId: () => string): Admissions {
  const { list, of } = door;
  const admissions: Admissions = { outcomes: [], checkIns: [], registrations: [], list: unchanged(list) };
  const known = new Map(door.known);
  const standing = new Map(door.standing);
  const inOrder = scans.map((scanned, place) => ({ ...scanned, place })).sort((a, b) => +a.scan.scanned_at - +b.scan.scanned_at);
  for (const { scan, ticket, place } of inOrder) {
    const { device_id, scan_id, scanned_at } = scan;
    const registration = holderOf(ticket, list, door.registrations.get(ticket?.registration_id ?? ''));
    const before = known.get(scanKey(scan));
    const fault = faultOf(scan, registration, before, list, now);
    if (fault !== null) {
      admissions.outcomes[place] = { device_id, scan_id, error: fault };
      continue;
    }
    const first = registration === null ? undefined : standing.get(registration.id);
    const result = before?.result ?? resultOf(registration, list, scanned_at, first !== undefined);
    const record: CheckIn = before ?? {
      ...scan,
      id: newId(),
      list_id: list.id,
      registration_id: registration?.id ?? null,
      result,
      uploaded_at: now,
      reverted_at: null,
    };
    const isAdmitted = result === 'ok' || scan.offline;
    if (isAdmitted && !before) {
      known.set(scanKey(scan), record);
      admissions.checkIns.push(record);
      if (result === 'ok') {
        standing.set(registration!.id, record);
        admissions.registrations.push(checkIn(registration!, admissionOf(record, list), of));
      } else admissions.list = followedBy(admissions.list, (row) => noteAdmittedInError(row, mistakeOf(record)));
    }
    const stands = result === 'ok' ? record : result === 'already' ? first : undefined;
    admissions.outcomes[place] = {
      device_id,
      scan_id,
      result,
      repeated: before !== undefined,
      admitted_in_error: isAdmitted && result !== 'ok',
      registration: registration && shown(registration),
      checked_in: stands ? { device_id: stands.device_id, scanned_at: stands.scanned_at } : null,
    };
  }
  return admissions;
}

function faultOf(
  { scanned_at }: Scan,
  registration: Registration | null,
  before: CheckIn | undefined,
  list: CheckInList,
  now: Date,
): ScanFault['error'] | null {
  if (scanned_at.getTime() > now.getTime() + clockToleranceMs)
    return { code: 'in_future', detail: 'scanned_at must not be later than now; the clock of the device is wrong.' };
  if (before === undefined) {
    const first = addDays(dateAt(list.opens_at), -1);
    if (dateAt(scanned_at) >= first) return null;
    return { code: 'day_too_early', detail: `scanned_at must not be earlier than ${first}, the day before the list opens.` };
  }
  const isSame = before.registration_id === (registration?.id ?? null) && (!before.offline || +before.scanned_at === +scanned_at);
  if (isSame) return null;
  return { code: 'scan_reuse', detail: 'This scan_id was used by the device for another scan.' };
}

function admissionOf({ device_id, scanned_at, uploaded_at, offline }: CheckIn, { id, gate }: CheckInList) {
  return { list_id: id, gate, device_id, scanned_at: scanned_at.toISOString(), uploaded_at: uploaded_at.toISOString(), offline };
}

function mistakeOf({ registration_id, result, device_id, scanned_at, uploaded_at }: CheckIn) {
  return { registration_id, result, device_id, scanned_at: scanned_at.toISOString(), uploaded_at: uploaded_at.toISOString() };
}

function shown({ id, code, person_masked, places, type_id }: Registration): ScanAnswer['registration'] {
  return { id, code, person_masked, places, type_id };
}
