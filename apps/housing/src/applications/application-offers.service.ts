import { changeLocked, load } from '@park/service-kit';
import { Refusal } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PersonsService } from '../persons/persons.service.ts';
import { claimBeds, releaseBeds } from '../tenancies/bed-claim.store.ts';
import { bedsOf, requireInService } from '../tenancies/home.ts';
import { lockedApartment, TenanciesService } from '../tenancies/tenancies.service.ts';
import { accept, acceptable, decline, expireOffer, offer, type Vacancy } from './application-offer.ts';
import { lockedAhead } from './application-queue.store.ts';
import type { Application } from './application.ts';
import { ApplicationTable } from './application.table.ts';
import type { OfferDto } from './applications.dto.ts';
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
      await this.persons.hold(command.tx, application.person_id);
      const apartment = await lockedApartment(command, apartment_id);
      requireInService(apartment);
      const vacancy: Vacancy = { apartment, bed: bed ?? null, start_on, end_on };
      const expiry = expires_at === undefined ? new Date(command.now.getTime() + offerMs) : new Date(expires_at);
      const decision = offer(application, { ...vacancy, expires_at: expiry, skip_reason }, ahead, command.now);
      await requireNoHome(command, application.person_id, vacancy);
      await claimBeds(command.tx, [{ holder_id: id, apartment_id, beds: bedsOf(apartment, vacancy.bed), start_on, held_until: end_on }]);
      return decision;
    });
  }

  /** What is accepted becomes a tenancy: its claim takes the offer's place. The employer has not left, else it would be under review. */
  async accept(command: Command, id: string): Promise<Application> {
    return await changeApplication(command, id, async (application) => {
      const { apartment_id, bed, start_on, end_on } = acceptable(application, command.now);
      await this.persons.hold(command.tx, application.person_id);
      const apartment = await lockedApartment(command, apartment_id);
      await releaseBeds(command.tx, id);
      const { product, person_id, person_masked, employer_uscc, employer_entity_id } = application;
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

/** Throws `conflict person_has_tenancy`. Whoever opens a tenancy holds the person too, so that nothing comes between. */
async function requireNoHome({ tx }: Command, personId: string, { start_on, end_on }: Vacancy): Promise<void> {
  const [{ homes }] = await tx.query(
    `select count(*) as homes from tenancy
     where person_id = $1 and state <> 'cancelled' and daterange(start_on, held_until) && daterange($2::date, $3::date)`,
    [personId, start_on, end_on],
  );
  if (homes > 0) throw new Refusal('conflict', 'person_has_tenancy', 'This person has a home of the park on some of these days.');
}
