import { followedBy, unchanged, type Decision } from '@park/contracts';
import { PersonsService, type KnownMarketEntity, type Person } from '@park/directory';
import { dateAt, invalid, type NewIdentity } from '@park/kernel';
import { upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CheckInList } from '../check-in-lists/check-in-list.ts';
import { CheckInListTable } from '../check-in-lists/check-in-list.table.ts';
import { insertCheckIns } from '../check-in-lists/check-in.store.ts';
import type { CheckIn } from '../check-in-lists/scan.ts';
import type { Gathering } from '../gatherings/gathering.ts';
import { knownGathering, sharedGatherings } from '../gatherings/gathering.store.ts';
import { organisationsOf } from '../organisations/organisation.store.ts';
import { lockCounters, moveSeats } from '../quotas/seat-counter.store.ts';
import type { RegistrationType } from '../registration-types/registration-type.ts';
import { RegistrationTypeTable } from '../registration-types/registration-type.table.ts';
import { keepPersons } from './person-use.store.ts';
import { checkIn, confirm, create, liveStates, markNoShow, type Registration } from './registration.ts';
import { movesOf } from './registration-seats.ts';
import { RegistrationTable } from './registration.table.ts';
import type { RegistrationRow } from './registrations.dto.ts';
import { flaggedIfLeft, keptUntil, RegistrationsService } from './registrations.service.ts';

/** A row with everything that it names. */
interface Paper {
  row: RegistrationRow;
  gathering: Gathering;
  type: RegistrationType | null;
  list: CheckInList | null;
  person: Person;
  organisation: KnownMarketEntity | null;
}

const importDevice = 'import';

/** Registrations as a clerk has them in a file, also for gatherings that are over. Locks in the order that RegistrationsService documents. */
@Injectable()
export class RegistrationsImportService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(RegistrationsService) private readonly registrations: RegistrationsService,
  ) {}

  /** By gathering and person; of a known one only the check-in is caught up on. */
  async importRows(command: Command, rows: RegistrationRow[]): Promise<Outcome[]> {
    const { tx } = command;
    const papers = await this.papersOf(command, rows);
    const ids = [...new Set(papers.map(({ gathering }) => gathering.id))];
    await lockCounters(tx, ids);
    const known = await knownRegistrations(tx, papers);
    const checkIns: CheckIn[] = [];
    const { outcomes, created } = await upsertRows(command, RegistrationTable, papers, {
      known: ({ gathering, person }) => known.get(`${gathering.id} ${person.id}`),
      code: 'ER',
      create: (identity, paper) => this.imported(command, identity, paper, checkIns),
      update: (registration, paper) =>
        registration.state === 'confirmed' ? cameIn(command, registration, paper, checkIns) : unchanged(registration),
    });
    await insertCheckIns(tx, checkIns);
    const types = new Map(papers.flatMap(({ type }) => (type ? [[type.id, type]] : [])));
    await moveSeats(
      tx,
      created.flatMap((registration) => movesOf(null, registration, types)),
    );
    await keepPersons(
      tx,
      papers.map(({ person, gathering }) => ({ person_id: person.id, keep_until: keptUntil(gathering) })),
    );
    return outcomes;
  }

  private async papersOf(command: Command, rows: RegistrationRow[]): Promise<Paper[]> {
    const { tx } = command;
    const gatherings = await sharedGatherings(
      tx,
      rows.map(({ gathering_code }) => gathering_code),
    );
    const organisations = await organisationsOf(
      tx,
      rows.map(({ organisation_uscc }) => organisation_uscc),
    );
    const ids = [...gatherings.values()].map(({ id }) => id);
    const types = await ofGatherings<RegistrationType>(tx, RegistrationTypeTable, ids);
    const lists = await ofGatherings<CheckInList>(tx, CheckInListTable, ids);
    const persons = await this.persons.enter(command, rows);
    return rows.map((row, i) => {
      const gathering = knownGathering(gatherings, row.gathering_code);
      const type =
        row.type_code === undefined
          ? null
          : types.find(({ code, gathering_id }) => code === row.type_code && gathering_id === gathering.id);
      if (type === undefined)
        throw invalid('/type_code', 'unknown_registration_type', `The gathering has no registration type ${row.type_code}.`);
      const list = row.checked_in_at === undefined ? null : listOf(lists, gathering, row.list_name);
      const organisation = organisations.get(row.organisation_uscc ?? '') ?? null;
      return { row, gathering, type, list, person: persons[i]!, organisation };
    });
  }

  /** Each step dates from its own moment. Confirmed, and after the end there or not. */
  private imported(command: Command, identity: NewIdentity, paper: Paper, checkIns: CheckIn[]): Decision<Registration> {
    const { row, gathering, type, person, organisation } = paper;
    const { now } = command;
    if (['draft', 'in_review', 'approved', 'cancelled'].includes(gathering.state))
      throw invalid('/gathering_code', 'registration_closed', `Gathering ${gathering.code} is ${gathering.state}.`);
    const registeredAt = row.registered_at === undefined ? now : new Date(row.registered_at);
    if (registeredAt > now) throw invalid('/registered_at', 'in_future', 'registered_at must not be later than now.');
    const wish = {
      gathering_id: gathering.id,
      type_id: type?.id ?? null,
      person_id: person.id,
      person_masked: person.name_masked,
      organisation_uscc: organisation?.uscc ?? null,
      entity_id: organisation?.entity_id ?? null,
      places: row.places ?? 1,
      source: 'import' as const,
    };
    const created = create({ ...identity, now: registeredAt, today: dateAt(registeredAt) }, wish, null, gathering);
    const confirmed = followedBy(created, (one) => confirm(one, this.registrations.ticketHash(one), gathering, registeredAt));
    const there = followedBy(confirmed, (one) => cameIn(command, one, paper, checkIns));
    if (gathering.state !== 'ended' && gathering.state !== 'archived') return flaggedIfLeft(there, organisation, identity.today);
    return followedBy(there, (one) => (one.state === 'confirmed' ? markNoShow(one, gathering) : unchanged(one)));
  }
}

/** Let in at the time that the row gives. Throws `invalid in_future`, `invalid outside_list`. */
function cameIn(
  { now, newId }: Command,
  registration: Registration,
  { row, list, gathering }: Paper,
  checkIns: CheckIn[],
): Decision<Registration> {
  if (list === null) return unchanged(registration);
  const scanned_at = new Date(row.checked_in_at!);
  if (scanned_at > now) throw invalid('/checked_in_at', 'in_future', 'checked_in_at must not be later than now.');
  if (scanned_at < list.opens_at || scanned_at >= list.closes_at)
    throw invalid('/checked_in_at', 'outside_list', `checked_in_at must lie within the times of list ${list.code}.`);
  const scan = { device_id: importDevice, scan_id: registration.id, scanned_at, offline: false };
  checkIns.push({
    ...scan,
    id: newId(),
    list_id: list.id,
    registration_id: registration.id,
    result: 'ok',
    uploaded_at: now,
    reverted_at: null,
  });
  const admission = {
    list_id: list.id,
    gate: list.gate,
    device_id: importDevice,
    scanned_at: scanned_at.toISOString(),
    uploaded_at: now.toISOString(),
    offline: false,
  };
  return checkIn(registration, admission, gathering);
}

/** Throws `invalid unknown_list`. */
function listOf(lists: readonly CheckInList[], { id, code }: Gathering, name: string | undefined): CheckInList {
  const own = lists.filter(({ gathering_id }) => gathering_id === id);
  const list = name === undefined ? (own.length === 1 ? own[0] : undefined) : own.find((one) => one.name === name);
  if (!list) throw invalid('/list_name', 'unknown_list', `list_name must be one of the ${own.length} check-in lists of gathering ${code}.`);
  return list;
}

async function ofGatherings<Row extends object>(
  tx: EntityManager,
  table: typeof RegistrationTypeTable | typeof CheckInListTable,
  ids: readonly string[],
): Promise<Row[]> {
  return (await tx
    .createQueryBuilder(table as typeof CheckInListTable, 't')
    .where('t.gathering_id = any (:ids)', { ids })
    .getMany()) as unknown as Row[];
}

async function knownRegistrations(tx: EntityManager, papers: readonly Paper[]): Promise<Map<string, Registration>> {
  const rows = await tx
    .createQueryBuilder(RegistrationTable, 't')
    .setLock('pessimistic_write')
    .where('t.person_id = any (:persons) and t.gathering_id = any (:gatherings) and t.state = any (:states)', {
      persons: papers.map(({ person }) => person.id),
      gatherings: papers.map(({ gathering }) => gathering.id),
      states: [...liveStates, 'no_show'],
    })
    .orderBy('t.id')
    .getMany();
  return new Map(rows.map((registration) => [`${registration.gathering_id} ${registration.person_id}`, registration]));
}
