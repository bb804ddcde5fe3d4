import { changeLocked, load } from '@park/service-kit';
import { isOperator, Refusal } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PersonsService } from '@park/directory';
import { claimBeds, releaseBeds } from '../tenancies/bed-claim.store.ts';
import { bedsOf, requireInService } from '../tenancies/home.ts';
import { lockedApartment, TenanciesService } from '../tenancies/tenancies.service.ts';
import { accept, acceptable, decline, expireOffer, moveExpiry, offer, type Vacancy } from './application-offer.ts';
import { lockedAhead } from './application-queue.store.ts';
import type { Application } from './application.ts';
import { ApplicationTable } from './application.table.ts';
import type { MoveExpiryDto, OfferDto } from './applications.dto.ts';
import { changeApplication } from './applications.service.ts';

const offerMs = 3 * 86_400_000;

/** Offers claim their home as tenancies do: what is on offer to one cannot be let to another. */
@Injectable()
export class ApplicationOffersService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(TenanciesService) private readonly tenancies: TenanciesService,
  ) {}

  async offer(
    command: Command,
    id: string,
    { apartment_id, bed, start_on, end_on, expires_at, skip_reason }: OfferDto,
  ): Promise<Application> {
    const ahead = await lockedAhead(command.tx, await load(command, ApplicationTable, id));
    return await changeLocked(command, ApplicationTable, id, async (application) => {
      await this.persons.hold(command.tx, application.person_id!);
      const apartment = await lockedApartment(command, apartment_id);
      requireInService(apartment);
      const vacancy: Vacancy = { apartment, bed: bed ?? null, start_on, end_on };
      const expiry = expires_at === undefined ? new Date(command.now.getTime() + offerMs) : new Date(expires_at);
      const decision = offer(application, { ...vacancy, expires_at: expiry, skip_reason }, ahead, command.now);
      if (await hasHome(command, application.person_id!, vacancy)) {
        throw new Refusal('conflict', 'person_has_tenancy', 'The person has a home of the park on some of these days.');
      }
      await claimBeds(command.tx, [{ holder_id: id, apartment_id, beds: bedsOf(apartment, vacancy.bed), start_on, held_until: end_on }]);
      return decision;
    });
  }

  async moveExpiry(command: Command, id: string, { expires_at }: MoveExpiryDto): Promise<Application> {
    return await changeApplication(command, id, (application) => moveExpiry(application, new Date(expires_at), command.now));
  }

  /** An accepted offer becomes a tenancy, whose claim replaces the offer's. The employer is in the park: otherwise the application would be under review. */
  async accept(command: Command, id: string): Promise<Application> {
    return await changeApplication(command, id, async (application) => {
      const { apartment_id, bed, start_on, end_on } = acceptable(application, command.now);
      const { product, person_masked, employer_uscc, employer_entity_id } = application;
      const person_id = application.person_id!;
      await this.persons.hold(command.tx, person_id);
      // An employer is not told of a home that the person has found otherwise; the park's own people are, by the constraint.
      if (!isOperator(command.actor) && (await hasHome(command, person_id, { start_on, end_on }))) {
        throw new Refusal('conflict', 'offer_not_available', 'This offer cannot be accepted any more. Ask the park.');
      }
      const apartment = await lockedApartment(command, apartment_id);
      await releaseBeds(command.tx, id);
      const employer = employer_entity_id === null ? null : { entity_id: employer_entity_id, uscc: employer_uscc!, departed_on: null };
      const person = { id: person_id, name_masked: person_masked };
      const tenancy = await this.tenancies.open(command, {
        apartment,
        bed,
        product,
        person,
        employer,
        application_id: id,
        start_on,
        end_on,
      });
      return accept(application, tenancy.id, command.now);
    });
  }

  async decline(command: Command, id: string): Promise<Application> {
    const application = await changeApplication(command, id, (row) => decline(row, command.now));
    await releaseBeds(command.tx, id);
    return application;
  }

  async expire(command: Command, id: string): Promise<void> {
    await changeLocked(command, ApplicationTable, id, (application) => expireOffer(application, command.now));
    await releaseBeds(command.tx, id);
  }
}

/** On some of the days. Every command that opens a tenancy holds the person too, so that nothing comes between. */
async function hasHome({ tx }: Command, personId: string, { start_on, end_on }: Pick<Vacancy, 'start_on' | 'end_on'>): Promise<boolean> {
  const [{ homes }] = await tx.query(
    `select count(*) as homes from tenancy
     where person_id = $1 and state <> 'cancelled' and daterange(start_on, held_until) && daterange($2::date, $3::date)`,
    [personId, start_on, end_on],
  );
  return homes > 0;
}
