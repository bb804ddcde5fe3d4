import { followedBy, type Decision } from '@park/contracts';
import { PersonsService, type KnownMarketEntity } from '@park/directory';
import { addDays, dateAt, invalid, type LocalDate } from '@park/kernel';
import { changeLocked, load, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Gathering } from '../gatherings/gathering.ts';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { organisationOf } from '../organisations/organisation.store.ts';
import { lockCounters, moveSeats } from '../quotas/seat-counter.store.ts';
import type { RegistrationType } from '../registration-types/registration-type.ts';
import { typesOf } from '../registration-types/registration-type.store.ts';
import { TicketsService } from '../tickets/tickets.service.ts';
import { isLate, isWaitingListServed, offerExpiry, outcomeOf, requireOpen } from './opening.ts';
import { keepPersons } from './person-use.store.ts';
import {
  accept,
  cancel,
  confirm,
  create,
  decline,
  expireOffer,
  lapse,
  offer,
  reissueTicket,
  reject,
  requirePlaces,
  waitlist,
  type Registration,
  type RegistrationState,
} from './registration.ts';
import { clearReview, flagForReview } from './registration-review.ts';
import { asWaiting, freePlaces, movesOf, type Types } from './registration-seats.ts';
import { RegistrationTable } from './registration.table.ts';
import type { CancelRegistrationDto, RegisterDto } from './registrations.dto.ts';
import { fits, served } from './waiting-list.ts';
import { nextWaitlistNumber, waitingAfter } from './waiting-list.store.ts';

/** 个人信息保护法 第十九条: no longer than needed. Complaints about a gathering come within half a year. */
export const personsKeptDays = 180;
const mostGeneralPlaces = 10;
const waitingPage = 500;
const rowsOfAStep = 1_000;

/**
 * Locks are taken in one order, so that nothing waits in a circle: gathering, person, the gathering's seat counters, registration. A
 * command on a registration shares the gathering's lock; what happens to the gathering as a whole has it alone.
 */
@Injectable()
export class RegistrationsService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(TicketsService) private readonly tickets: TicketsService,
  ) {}

  async register(
    command: Command,
    { gathering_id, type_id, places = 1, organisation_uscc, source = 'web', ...identity }: RegisterDto,
  ): Promise<Registration> {
    const { tx, now } = command;
    const gathering = await sharedGathering(tx, gathering_id);
    requireOpen(gathering, source, now);
    const types = await typesOf(tx, gathering_id);
    const type = chosenType(types, type_id);
    requirePlaces(places, type?.places_at_most ?? mostGeneralPlaces);
    const organisation = await organisationOf(tx, organisation_uscc);
    const [person] = await this.persons.enter(command, [identity]);
    const free = freePlaces(await lockCounters(tx, [gathering_id]));
    const wish = {
      gathering_id,
      type_id: type?.id ?? null,
      person_id: person!.id,
      person_masked: person!.name_masked,
      organisation_uscc: organisation?.uscc ?? null,
      entity_id: organisation?.entity_id ?? null,
      places,
      source,
    };
    const isModerated = type?.is_moderated ?? gathering.is_moderated;
    const request = {
      source,
      isModerated,
      fits: fits(asWaiting({ ...wish, id: '' }, types), free),
      wouldOvertake: await someoneFitsAhead(tx, gathering, free, types),
    };
    const outcome = outcomeOf(request, gathering, now);
    const holdUntil = outcome === 'pending' ? new Date(now.getTime() + gathering.hold_minutes * 60_000) : null;
    const created = create(await newIdentity(command, 'ER'), wish, holdUntil, gathering);
    const settled = await this.settled(command, created, outcome, gathering);
    const registration = await save(command, RegistrationTable, flaggedIfLeft(settled, organisation, dateAt(now)));
    await moveSeats(tx, movesOf(null, registration, types));
    await keepPersons(tx, [{ person_id: person!.id, keep_until: keptUntil(gathering) }]);
    return registration;
  }

  async confirm(command: Command, id: string): Promise<Registration> {
    return await this.change(command, id, (row, gathering) => confirm(row, this.ticketHash(row), gathering, command.now));
  }

  async reject(command: Command, id: string, reason: string): Promise<Registration> {
    return await this.change(command, id, (row, gathering) => reject(row, reason, gathering, dateAt(command.now)));
  }

  async accept(command: Command, id: string): Promise<Registration> {
    return await this.change(command, id, (row, gathering) => accept(row, this.ticketHash(row), gathering, command.now));
  }

  async decline(command: Command, id: string): Promise<Registration> {
    return await this.change(command, id, (row, gathering) => decline(row, gathering, dateAt(command.now)));
  }

  async cancel(command: Command, id: string, { by = 'holder', reason }: CancelRegistrationDto): Promise<Registration> {
    return await this.change(command, id, (row, gathering) =>
      cancel(row, { by, reason, late: isLate(gathering, command.now) }, gathering, dateAt(command.now)),
    );
  }

  async reissueTicket(command: Command, id: string, reason: string): Promise<Registration> {
    return await this.change(command, id, (row, gathering) => {
      const ticket_hash = this.ticketHash({ ...row, ticket_issue: row.ticket_issue + 1 });
      return reissueTicket(row, { ticket_hash, reason }, gathering, dateAt(command.now));
    });
  }

  async clearReview(command: Command, id: string, outcome: string): Promise<Registration> {
    return await this.change(command, id, (row) => clearReview(row, outcome, dateAt(command.now)));
  }

  async expireOffer(command: Command, id: string): Promise<void> {
    await this.change(command, id, (row, gathering) => expireOffer(row, gathering, command.now));
  }

  async lapse(command: Command, id: string): Promise<void> {
    await this.change(command, id, (row, gathering) => lapse(row, gathering, command.now));
  }

  /** Their organisation has left the park: those that are still to come are looked at again. */
  async flagOfOrganisation(command: Command, entityId: string, departedOn: LocalDate): Promise<void> {
    const open = await command.tx.find(RegistrationTable, {
      where: { entity_id: entityId, state: In(['pending', 'waitlisted', 'offered', 'confirmed']) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const decisions = open.map((registration) => flagForReview(registration, entityId, departedOn));
    await saveAll(command, RegistrationTable, decisions);
  }

  /** Offers what is free to those who wait, in the order of the list. The counters are locked by this. */
  async serveWaitingList(command: Command, gathering: Gathering): Promise<void> {
    const { tx, now } = command;
    if (!isWaitingListServed(gathering, now)) return;
    let free = freePlaces(await lockCounters(tx, [gathering.id]));
    const types = await typesOf(tx, gathering.id);
    let page: Registration[];
    let after = 0;
    do {
      if ((free.get(gathering.id) ?? 0) < 1) return;
      page = await waitingAfter(tx, gathering.id, after, waitingPage);
      const { offered, left } = served(
        page.map((one) => asWaiting(one, types)),
        free,
      );
      const ids = new Set(offered.map(({ id }) => id));
      const decisions = page.filter(({ id }) => ids.has(id)).map((one) => offer(one, offerExpiry(gathering, now), gathering, dateAt(now)));
      const saved = await saveAll(command, RegistrationTable, decisions);
      await moveSeats(
        tx,
        saved.flatMap((one) => movesOf('waitlisted', one, types)),
      );
      free = new Map(left);
      after = page.at(-1)?.waitlist_number ?? after;
    } while (page.length === waitingPage);
  }

  /** A step on each registration of the gathering in these states, in one transaction however many there are. */
  async moveAll(
    command: Command,
    gathering: Gathering,
    states: readonly RegistrationState[],
    decide: (registration: Registration) => Decision<Registration>,
  ): Promise<void> {
    let rows: Registration[];
    let after = '00000000-0000-0000-0000-000000000000';
    do {
      rows = await command.tx
        .createQueryBuilder(RegistrationTable, 't')
        .setLock('pessimistic_write')
        .where('t.gathering_id = :id and t.id > :after and t.state in (:...states)', { id: gathering.id, after, states })
        .orderBy('t.id')
        .limit(rowsOfAStep)
        .getMany();
      await saveAll(command, RegistrationTable, rows.map(decide));
      after = rows.at(-1)?.id ?? after;
    } while (rows.length === rowsOfAStep);
  }

  ticketHash({ gathering_id, id, ticket_issue }: Registration): string {
    return this.tickets.hash({ gathering_id, registration_id: id, issue: ticket_issue });
  }

  private async settled(
    { tx, now }: Command,
    created: Decision<Registration>,
    outcome: RegistrationState,
    gathering: Gathering,
  ): Promise<Decision<Registration>> {
    if (outcome === 'confirmed') return followedBy(created, (row) => confirm(row, this.ticketHash(row), gathering, now));
    if (outcome === 'pending') return created;
    const position = await nextWaitlistNumber(tx, gathering.id);
    return followedBy(created, (row) => waitlist(row, position, gathering, dateAt(now)));
  }

  /** Its places move with its state, and what becomes free is offered to those who wait. */
  private async change(
    command: Command,
    id: string,
    decide: (registration: Registration, gathering: Gathering) => Decision<Registration>,
  ): Promise<Registration> {
    const { tx } = command;
    const { gathering_id } = await load(command, RegistrationTable, id);
    const gathering = await sharedGathering(tx, gathering_id);
    await lockCounters(tx, [gathering_id]);
    let before: RegistrationState | null = null;
    const after = await changeLocked(command, RegistrationTable, id, (registration) => {
      before = registration.state;
      return decide(registration, gathering);
    });
    const moves = movesOf(before, after, await typesOf(tx, gathering_id));
    await moveSeats(tx, moves);
    if (moves.some(({ used, held }) => used + held < 0)) await this.serveWaitingList(command, gathering);
    return after;
  }
}

export function keptUntil({ ends_at }: Gathering): LocalDate {
  return addDays(dateAt(ends_at), personsKeptDays);
}

/** Their organisation may have left already. */
export function flaggedIfLeft(
  decision: Decision<Registration>,
  organisation: KnownMarketEntity | null,
  today: LocalDate,
): Decision<Registration> {
  if (!organisation || organisation.departed_on === null) return decision;
  return followedBy(decision, (registration) => flagForReview(registration, organisation.entity_id, today));
}

/** Null: the general type. Throws `invalid unknown_registration_type`. */
function chosenType(types: Types, id: string | undefined): RegistrationType | null {
  if (id === undefined) return null;
  const type = types.get(id);
  if (type?.state !== 'active')
    throw invalid('/type_id', 'unknown_registration_type', 'type_id is not a registration type of this gathering that is in use.');
  return type;
}

/** While the list is served, nobody on it fits what is free; once it was stopped, some may. */
async function someoneFitsAhead(tx: EntityManager, { id }: Gathering, free: ReadonlyMap<string, number>, types: Types): Promise<boolean> {
  if ((free.get(id) ?? 0) < 1) return false;
  const waiting = await waitingAfter(tx, id, 0, waitingPage);
  return waiting.some((one) => fits(asWaiting(one, types), free));
}
