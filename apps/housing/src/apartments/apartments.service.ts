import type { Decision } from '@park/contracts';
import { dateAt, invalid, type NewIdentity } from '@park/kernel';
import { changeLocked, type Command, identityWith, knownByCode, type Outcome, requireIfMatch, save, upsertRows } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { add, changeParticulars, retire, returnToService, startMaintenance, type Apartment, type Lets } from './apartment.ts';
import { ApartmentTable } from './apartment.table.ts';
import type { AddApartmentDto, ApartmentRow, ChangeApartmentDto, ReturnToServiceDto, TakeOutOfServiceDto } from './apartments.dto.ts';

/** A command that looks at tenancies locks the apartment first, and so does one that lets it: neither misses the other. */
@Injectable()
export class ApartmentsService {
  async add(command: Command, apartment: AddApartmentDto): Promise<Apartment> {
    return await save(command, ApartmentTable, added(identityWith(command, apartment.code), apartment));
  }

  async change(command: Command, id: string, change: ChangeApartmentDto): Promise<Apartment> {
    return await changeLocked(requireIfMatch(command), ApartmentTable, id, async (apartment) =>
      changeParticulars(apartment, change, await letsOf(command, id), dateAt(command.now)),
    );
  }

  async startMaintenance(command: Command, id: string, change: TakeOutOfServiceDto): Promise<Apartment> {
    return await changeLocked(command, ApartmentTable, id, async (apartment) =>
      startMaintenance(apartment, change, await letsOf(command, id), dateAt(command.now)),
    );
  }

  async returnToService(command: Command, id: string, change: ReturnToServiceDto): Promise<Apartment> {
    return await changeLocked(command, ApartmentTable, id, (apartment) => returnToService(apartment, change, dateAt(command.now)));
  }

  async retire(command: Command, id: string, change: TakeOutOfServiceDto): Promise<Apartment> {
    return await changeLocked(command, ApartmentTable, id, async (apartment) =>
      retire(apartment, change, await letsOf(command, id), dateAt(command.now)),
    );
  }

  /** By code: a new one is added, of a known one the particulars are changed. */
  async importRows(command: Command, rows: ApartmentRow[]): Promise<Outcome[]> {
    const codes = rows.map(({ code }) => code);
    await command.tx.query('select 1 from apartment where code = any ($1) order by id for update', [codes]);
    const known = await knownByCode(command, ApartmentTable, codes);
    const { outcomes } = await upsertRows(command, ApartmentTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: added,
      update: async (apartment, row) => importKnown(apartment, row, await letsOf(command, apartment.id), dateAt(command.now)),
    });
    return outcomes;
  }
}

function added(identity: NewIdentity, { code: _, ...apartment }: AddApartmentDto): Decision<Apartment> {
  return add(identity, apartment);
}

/** Throws `invalid brand_is_fixed`. */
function importKnown(apartment: Apartment, row: ApartmentRow, lets: Lets, today: string): Decision<Apartment> {
  const { brand, code: _, added_on: __, status: ___, ...particulars } = row;
  if (brand !== apartment.brand)
    throw invalid('/brand', 'brand_is_fixed', `brand cannot be changed; the apartment belongs to ${apartment.brand}.`);
  return changeParticulars(apartment, particulars, lets, today);
}

async function letsOf({ tx }: Command, apartmentId: string): Promise<Lets> {
  const [lets] = await tx.query(
    `select count(*) as live, count(*) filter (where bed is null) as whole,
            (select max(closed_on) from tenancy where apartment_id = $1) as "leftOn"
     from tenancy where apartment_id = $1 and state not in ('closed', 'cancelled')`,
    [apartmentId],
  );
  return lets;
}
