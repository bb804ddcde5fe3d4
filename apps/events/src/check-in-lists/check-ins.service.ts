import { dateAt, Refusal } from '@park/kernel';
import { changeLocked, load, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GatheringTable } from '../gatherings/gathering.table.ts';
import { revertCheckIn, type Registration } from '../registrations/registration.ts';
import { RegistrationTable } from '../registrations/registration.table.ts';
import { TicketsService } from '../tickets/tickets.service.ts';
import { CheckInListTable } from './check-in-list.table.ts';
import { insertCheckIns, knownScans, revertCheckInRow, standingCheckIns } from './check-in.store.ts';
import type { RevertCheckInDto } from '../registrations/registrations.dto.ts';
import type { ScanDto } from './check-in-lists.dto.ts';
import { admit, refusalOf, type Admissions, type ScanAnswer } from './door.ts';
import type { Scan } from './scan.ts';

/** The row locks of the registrations, taken in the order of their ids, are the turn in which scans of them are decided on. */
@Injectable()
export class CheckInsService {
  constructor(@Inject(TicketsService) private readonly tickets: TicketsService) {}

  /** Throws `invalid in_future`, `invalid day_too_early`, `invalid scan_reuse`. */
  async scan(command: Command, listId: string, scan: ScanDto): Promise<ScanAnswer> {
    const [outcome] = await this.scanAll(command, listId, [scan]);
    if (!('error' in outcome!)) return outcome!;
    throw refusalOf(outcome, '');
  }

  /** In the order of the request; a scan that breaks a rule of its own holds up no other. */
  async scanAll(command: Command, listId: string, scans: readonly ScanDto[]): Promise<Admissions['outcomes']> {
    const { tx, now } = command;
    const list = await load(command, CheckInListTable, listId);
    const of = await load(command, GatheringTable, list.gathering_id);
    const scanned = scans.map((scan) => ({ scan: scanOf(scan, now), ticket: this.tickets.read(scan.code) }));
    const ids = [...new Set(scanned.flatMap(({ ticket }) => ticket?.registration_id ?? []))];
    const registrations = await lockedRegistrations(tx, ids);
    const known = await knownScans(
      tx,
      scanned.map(({ scan }) => scan),
    );
    const standing = (await standingCheckIns(tx, ids)).filter(({ list_id }) => list_id === listId);
    const door = {
      list,
      of,
      registrations: new Map(registrations.map((one) => [one.id, one])),
      known,
      standing: new Map(standing.map((one) => [one.registration_id!, one])),
    };
    const admissions = admit(door, scanned, now, () => command.newId());
    await insertCheckIns(tx, admissions.checkIns);
    await saveAll(command, RegistrationTable, admissions.registrations);
    await saveAll(command, CheckInListTable, [admissions.list]);
    return admissions.outcomes;
  }

  /** Throws `not-found registration_not_found`, `conflict not_checked_in`, `conflict gathering_over`. */
  async revert(command: Command, id: string, { list_id, reason }: RevertCheckInDto): Promise<Registration> {
    const { tx, now } = command;
    return await changeLocked(command, RegistrationTable, id, async (registration) => {
      const of = await load(command, GatheringTable, registration.gathering_id);
      const standing = await standingCheckIns(tx, [id]);
      const here = standing.find((one) => one.list_id === list_id);
      if (!here) throw new Refusal('conflict', 'not_checked_in', 'Nobody has checked in with it on this list.');
      const decision = revertCheckIn(registration, { list_id, reason, isElsewhere: standing.length > 1 }, of, dateAt(now));
      await revertCheckInRow(tx, here.id, now);
      return decision;
    });
  }
}

/** By a device that is online, the scan is of now. */
function scanOf({ device_id, scan_id, scanned_at }: ScanDto, now: Date): Scan {
  const offline = scanned_at !== undefined;
  return { device_id, scan_id, scanned_at: offline ? new Date(scanned_at) : now, offline };
}

async function lockedRegistrations(tx: EntityManager, ids: readonly string[]): Promise<Registration[]> {
  return await tx
    .createQueryBuilder(RegistrationTable, 't')
    .setLock('pessimistic_write')
    .where('t.id = any (:ids)', { ids })
    .orderBy('t.id')
    .getMany();
}
