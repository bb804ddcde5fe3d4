import { dateAt } from '@park/kernel';
import type { Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ageOn, bornOn, isResident } from '@park/directory';
import { ApplicantsService } from './applicants.service.ts';
import { decide, moveValidity, waitlist } from './application-decision.ts';
import { requestSupplement, type Application } from './application.ts';
import type { DecideDto, MoveValidityDto, RequestSupplementDto } from './applications.dto.ts';
import { changeApplication } from './applications.service.ts';

/** Commands of the park's reviewers. */
@Injectable()
export class ApplicationReviewsService {
  constructor(@Inject(ApplicantsService) private readonly applicants: ApplicantsService) {}

  async requestSupplement(command: Command, id: string, wanted: RequestSupplementDto): Promise<Application> {
    return await changeApplication(command, id, (application) => requestSupplement(application, wanted, dateAt(command.now)));
  }

  /**
   * An eligible applicant becomes a person of the register here, at the latest. That they are known under another name, live in the park
   * or have applied elsewhere is the reviewer's to know: the refusal tells them, and leaves the application as it is.
   */
  async decide(command: Command, id: string, { reasons = [], valid_until, same_person }: DecideDto): Promise<Application> {
    const on = dateAt(command.now);
    return await changeApplication(command, id, async (application) => {
      const { citizen_id } = await this.applicants.identityOf(command.tx, application);
      const facts = { age: ageOn(bornOn(citizen_id), on), employerInPark: await isResident(command.tx, application.employer_entity_id) };
      const review = { reviewer: command.actor.id, on, facts, reasons, valid_until };
      const decision = decide(application, review);
      if (decision.next.state !== 'eligible' || application.person_id !== null) return decision;
      const person_id = await this.applicants.identified(command, application, same_person);
      return decide({ ...application, person_id }, review);
    });
  }

  async moveValidity(command: Command, id: string, { valid_until }: MoveValidityDto): Promise<Application> {
    return await changeApplication(command, id, (application) =>
      moveValidity(application, valid_until, command.actor.id, dateAt(command.now)),
    );
  }

  async waitlist(command: Command, id: string): Promise<Application> {
    return await changeApplication(command, id, (application) => waitlist(application, dateAt(command.now)));
  }
}
