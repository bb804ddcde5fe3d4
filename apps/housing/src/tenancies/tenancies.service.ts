import { unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, type LocalDate } from '@park/kernel';
import { changeLocked, type Command, newIdentity, save, saveAll } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Apartment } from '../apartments/apartment.ts';
import { ApartmentTable } from '../apartments/apartment.table.ts';
import { employerOf } from '../employers/employer.store.ts';
import { PersonsService } from '@park/directory';
import { employerLeft, hireReneged } from '../review-flag.ts';
import { claimBeds, keepClaims, nextClaimOn, vacancyOf } from './bed-claim.store.ts';
import { bedsOf, requireInService } from './home.ts';
import { claimOf, reserved, type Letting } from './letting.ts';
import { cancel, checkIn, clearReview, contract, flagForReview, hasBegun, type Tenancy } from './tenancy.ts';
import { moveDates } from './tenancy-dates.ts';
import { cancelNotice, close, giveNotice, holdOver } from './tenancy-end.ts';
import { TenancyTable } from './tenancy.table.ts';
import type { CheckInDto, CloseTenancyDto, ContractDto, MoveDatesDto, NoticeDto, ReserveDto } from './tenancies.dto.ts';

/**
 * Locks are taken in one order, so that nothing waits in a circle: employer, application, person, apartment, tenancy. Whoever
 * changes who has a bed locks the apartment; the constraints on the claims have the last word.
 */
@Injectable()
export class TenanciesService {
  constructor(@Inject(PersonsService) private readonly persons: PersonsService) {}

  async reserve(
    command: Command,
    { apartment_id, bed, product, employer_uscc, start_on, end_on, ...identity }: ReserveDto,
  ): Promise<Tenancy> {
    const employer = await employerOf(command.tx, employer_uscc);
    const [person] = await this.persons.enter(command, [identity]);
    const apartment = await lockedApartment(command, apartment_id);
    return await this.open(command, {
      apartment,
      bed: bed ?? null,
      product,
      person: person!,
      employer,
      application_id: null,
      start_on,
      end_on,
    });
  }

  /** The apartment is locked already, and the beds are free of the offer that this comes from. */
  async open(command: Command, letting: Letting): Promise<Tenancy> {
    requireInService(letting.apartment);
    const today = dateAt(command.now);
    const identity = await newIdentity(command, 'HT');
    const tenancy = await save(command, TenancyTable, reserved(identity, letting, today, today));
    await claimBeds(command.tx, [{ ...claimOf(tenancy), beds: bedsOf(letting.apartment, tenancy.bed) }]);
    return tenancy;
  }

  /** The person is held: an employer that accepts an offer for them meanwhile must not be told of this home. */
  async moveDates(command: Command, id: string, dates: MoveDatesDto): Promise<Tenancy> {
    const origin = await originOf(command.tx, id);
    if (origin) await this.persons.hold(command.tx, origin.person_id);
    return await this.change(command, id, (tenancy) => moveDates(tenancy, dates, origin?.valid_until ?? null, dateAt(command.now)));
  }

  async contract(command: Command, id: string, terms: ContractDto): Promise<Tenancy> {
    return await this.change(command, id, (tenancy) => contract(tenancy, terms, dateAt(command.now)));
  }

  async checkIn(command: Command, id: string, handover: CheckInDto): Promise<Tenancy> {
    return await this.change(command, id, async (tenancy) =>
      checkIn(tenancy, handover, await vacancyOf(command.tx, tenancy), dateAt(command.now)),
    );
  }

  async giveNotice(command: Command, id: string, { planned_on }: NoticeDto): Promise<Tenancy> {
    return await this.change(command, id, (tenancy) => giveNotice(tenancy, planned_on, dateAt(command.now)));
  }

  async cancelNotice(command: Command, id: string): Promise<Tenancy> {
    return await this.change(command, id, (tenancy) => cancelNotice(tenancy, dateAt(command.now)));
  }

  async close(command: Command, id: string, { closed_on, deductions_fen = 0 }: CloseTenancyDto): Promise<Tenancy> {
    return await this.change(command, id, async (tenancy) =>
      close(tenancy, { closed_on, deductions_fen }, await nextClaimOn(command.tx, tenancy), dateAt(command.now)),
    );
  }

  async cancel(command: Command, id: string, reason: string): Promise<Tenancy> {
    return await this.change(command, id, (tenancy) => cancel(tenancy, reason, dateAt(command.now)));
  }

  async clearReview(command: Command, id: string, outcome: string): Promise<Tenancy> {
    return await this.change(command, id, (tenancy) => clearReview(tenancy, outcome, dateAt(command.now)));
  }

  async holdOver(command: Command, id: string): Promise<Tenancy> {
    return await this.change(command, id, async (tenancy) =>
      holdOver(tenancy, await nextClaimOn(command.tx, tenancy), dateAt(command.now)),
    );
  }

  /** Their employer has left: to be looked at again, and nobody is put out by it. */
  async flagNominees(command: Command, employerEntityId: string, departedOn: LocalDate): Promise<void> {
    const live = await command.tx
      .createQueryBuilder(TenancyTable, 't')
      .setLock('pessimistic_write')
      .where(`t.employer_entity_id = :employerEntityId and t.state not in ('closed', 'cancelled')`, { employerEntityId })
      .orderBy('t.id')
      .getMany();
    const decisions = live.map((tenancy) => flagForReview(tenancy, employerLeft(employerEntityId), departedOn));
    await saveAll(command, TenancyTable, decisions);
  }

  /** The hire behind it did not start. One that has begun stays as it is: nobody is put out by it. */
  async noteReneged(command: Command, id: string, offerId: string, on: LocalDate): Promise<void> {
    await changeLocked(command, TenancyTable, id, (tenancy) =>
      hasBegun(tenancy) ? unchanged(tenancy) : flagForReview(tenancy, hireReneged(offerId), on),
    );
  }

  private async change(
    command: Command,
    id: string,
    decide: (tenancy: Tenancy) => Decision<Tenancy> | Promise<Decision<Tenancy>>,
  ): Promise<Tenancy> {
    await command.tx.query('select 1 from apartment where id = (select apartment_id from tenancy where id = $1) for update', [id]);
    const tenancy = await changeLocked(command, TenancyTable, id, decide);
    await keepClaims(command.tx, [tenancy]);
    return tenancy;
  }
}

/** Throws `invalid unknown_apartment`. */
export async function lockedApartment({ tx }: Command, id: string): Promise<Apartment> {
  const apartment = await tx.findOne(ApartmentTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!apartment) throw invalid('/apartment_id', 'unknown_apartment', 'There is no such apartment.');
  return apartment;
}

interface Origin {
  person_id: string;
  /** Of the application that led to it. */
  valid_until: LocalDate | null;
}

async function originOf(tx: EntityManager, tenancyId: string): Promise<Origin | undefined> {
  const [origin] = await tx.query(
    'select t.person_id, a.valid_until from tenancy t left join application a on a.id = t.application_id where t.id = $1',
    [tenancyId],
  );
  return origin;
}
