import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, type LocalDate, type NewIdentity } from '@park/kernel';
import { type Command, type Outcome, upsertRows } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { Apartment } from '../apartments/apartment.ts';
import { ApartmentTable } from '../apartments/apartment.table.ts';
import { employersOf, type Employer } from '../employers/employer.store.ts';
import { PersonsService, type Person } from '@park/directory';
import { claimBeds, keepClaims, nextClaimOn } from './bed-claim.store.ts';
import { bedsOf, requireInService } from './home.ts';
import { claimOf, reserved } from './letting.ts';
import { checkIn, contract, type Tenancy } from './tenancy.ts';
import { close, giveNotice } from './tenancy-end.ts';
import { TenancyTable } from './tenancy.table.ts';
import type { TenancyRow } from './tenancies.dto.ts';

interface Parties {
  apartment: Apartment;
  person: Person;
  employer: Employer | null;
}

/** Tenancies as a clerk has them in a file. Locks in the order that TenanciesService tells. */
@Injectable()
export class TenanciesImportService {
  constructor(@Inject(PersonsService) private readonly persons: PersonsService) {}

  /** By person, home and first day; of a known one only the closing is caught up on. */
  async importRows(command: Command, rows: TenancyRow[]): Promise<Outcome[]> {
    const employers = await employersOf(
      command.tx,
      rows.map(({ employer_uscc }) => employer_uscc),
    );
    const persons = await this.persons.enter(command, rows);
    const apartments = await lockedApartments(
      command,
      rows.map(({ apartment_code }) => apartment_code),
    );
    const known = await knownTenancies(command, persons);
    const today = dateAt(command.now);
    const papers = rows.map((row, i) => {
      const apartment = apartments.get(row.apartment_code);
      if (!apartment) throw invalid('/apartment_code', 'unknown_apartment', 'There is no such apartment.');
      return { row, apartment, person: persons[i]!, employer: employers.get(row.employer_uscc ?? '') ?? null };
    });
    const { outcomes, created, updated } = await upsertRows(command, TenancyTable, papers, {
      known: ({ row: { bed = null, start_on }, apartment, person }) =>
        known.get(keyOf({ person_id: person.id, apartment_id: apartment.id, bed, start_on })),
      code: 'HT',
      create: (identity, { row, ...parties }) => imported(identity, row, parties, today),
      update: async (tenancy, { row }) => caughtUp(tenancy, row, await nextClaimOn(command.tx, tenancy), today),
    });
    const byId = new Map([...apartments.values()].map((apartment) => [apartment.id, apartment]));
    await claimBeds(
      command.tx,
      created.map((tenancy) => ({ ...claimOf(tenancy), beds: bedsOf(byId.get(tenancy.apartment_id)!, tenancy.bed) })),
    );
    await keepClaims(command.tx, [...created, ...updated]);
    return outcomes;
  }
}

async function lockedApartments({ tx }: Command, codes: string[]): Promise<Map<string, Apartment>> {
  const apartments = await tx.find(ApartmentTable, {
    where: { code: In(codes) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(apartments.map((apartment) => [apartment.code, apartment]));
}

async function knownTenancies({ tx }: Command, persons: Person[]): Promise<Map<string, Tenancy>> {
  const rows = await tx.find(TenancyTable, {
    where: { person_id: In(persons.map(({ id }) => id)), state: Not('cancelled') },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(rows.map((tenancy) => [keyOf(tenancy), tenancy]));
}

function keyOf({ person_id, apartment_id, bed, start_on }: Pick<Tenancy, 'person_id' | 'apartment_id' | 'bed' | 'start_on'>): string {
  return `${person_id} ${apartment_id} ${bed} ${start_on}`;
}

/** Each step dates from its own day. The employer of who has left already is no ground to look at them again. */
function imported(identity: NewIdentity, row: TenancyRow, { apartment, person, employer }: Parties, today: LocalDate): Decision<Tenancy> {
  const { product, start_on, end_on, checked_in_on } = row;
  const bed = row.bed ?? null;
  const isLive = row.closed_on === undefined;
  if (isLive) requireInService(apartment);
  const beds = bedsOf(apartment, bed);
  const { rent_fen_per_month, discount_pct, deposit_fen, contract_sha256 } = row;
  const { occupants, keys, photos, water_m3, electricity_kwh, gas_m3 } = row;
  const handover = { checked_in_on, occupants, deposit_paid_fen: deposit_fen, keys, photos, water_m3, electricity_kwh, gas_m3 };
  const vouching = isLive ? employer : employer && { ...employer, departed_on: null };
  const letting = { apartment, bed, product, person, employer: vouching, application_id: null, start_on, end_on };
  const reservation = reserved(identity, letting, start_on, today);
  const signed = followedBy(reservation, (tenancy) =>
    contract(tenancy, { rent_fen_per_month, discount_pct, deposit_fen, contract_sha256 }, start_on),
  );
  const inside = followedBy(signed, (tenancy) => checkIn(tenancy, handover, { capacity: beds.length, leftOn: null }, today));
  return followedBy(inside, (tenancy) => caughtUp(tenancy, row, null, today));
}

/** Closed, where the row says so; who left before the end had given notice. */
function caughtUp(
  tenancy: Tenancy,
  { closed_on, deductions_fen = 0 }: TenancyRow,
  nextClaim: LocalDate | null,
  today: LocalDate,
): Decision<Tenancy> {
  if (closed_on === undefined || tenancy.state === 'closed') return unchanged(tenancy);
  const leaving =
    tenancy.state === 'checked_in' && closed_on < tenancy.end_on ? giveNotice(tenancy, closed_on, closed_on) : unchanged(tenancy);
  return followedBy(leaving, (next) => close(next, { closed_on, deductions_fen }, nextClaim, today));
}
