import { dateAt } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { isResident } from '../intake/employer.store.ts';
import { ageOn, bornOn } from '../persons/person.ts';
import { PersonsService } from '../persons/persons.service.ts';
import { decide, waitlist } from './application-decision.ts';
import { requestSupplement, type Application } from './application.ts';
import type { DecideDto, RequestSupplementDto } from './applications.dto.ts';
import { changeApplication } from './applications.service.ts';

/** What the park's reviewers do. */
@Injectable()
export class ApplicationReviewsService {
  constructor(@Inject(PersonsService) private readonly persons: PersonsService) {}

  async requestSupplement(command: Command, id: string, wanted: RequestSupplementDto): Promise<Application> {
    return await changeApplication(command, id, (application) => requestSupplement(application, wanted, dateAt(command.now)));
  }

  async decide(command: Command, id: string, { reasons = [], valid_until }: DecideDto): Promise<Application> {
    const on = dateAt(command.now);
    return await changeApplication(command, id, async (application) => {
      const { citizen_id } = await this.persons.identityOf(command.tx, application.person_id);
      const facts = { age: ageOn(bornOn(citizen_id), on), employerInPark: await isResident(command.tx, application.employer_entity_id) };
      return decide(application, { reviewer: command.actor.id, on, facts, reasons, valid_until });
    });
  }

  async waitlist(command: Command, id: string): Promise<Application> {
    return await changeApplication(command, id, (application) => waitlist(application, dateAt(command.now)));
  }
}
