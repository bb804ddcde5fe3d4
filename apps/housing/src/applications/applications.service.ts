import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, isOperator, type LocalDate, type NewIdentity } from '@park/kernel';
import { changeLocked, type Command, newIdentity, save, saveAll } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { employerOf, type Employer } from '../employers/employer.store.ts';
import { employerLeft, hireReneged } from '../review-flag.ts';
import { releaseBeds } from '../tenancies/bed-claim.store.ts';
import {
  clearReview,
  draft,
  flagForReview,
  isOpen,
  openStates,
  submit,
  supplement,
  withdraw,
  type Applicant,
  type Application,
  type Wish,
} from './application.ts';
import { ApplicantsService } from './applicants.service.ts';
import { applications, ApplicationTable } from './application.table.ts';
import type { DraftApplicationDto, SupplementDto } from './applications.dto.ts';
import { policyAt } from './policy.ts';

/** Commands of applicants, and of employers for their nominees. Takes locks in the order that TenanciesService documents. */
@Injectable()
export class ApplicationsService {
  constructor(@Inject(ApplicantsService) private readonly applicants: ApplicantsService) {}

  async draft(command: Command, body: DraftApplicationDto): Promise<Application> {
    const employer = await employerOf(command.tx, nominator(command, body.employer_uscc));
    const applicant = this.applicants.claimed(body, employer);
    const identity = await newIdentity(command, 'HA');
    const today = dateAt(command.now);
    const application = await save(command, ApplicationTable, drafted(identity, wishOf(body, applicant, employer), employer, today, today));
    await this.applicants.keepClaim(command, application, body);
    return application;
  }

  /** The park's own people act on the claim by submitting it; of what an employer submits, the review finds out who it is. */
  async submit(command: Command, id: string): Promise<Application> {
    const today = dateAt(command.now);
    const submission = { by: command.actor.id, at: command.now, on: today, policyVersion: policyAt(today).version };
    return await changeApplication(command, id, async (application) => {
      const person_id = isOperator(command.actor) ? await this.applicants.identified(command, application) : null;
      return submit({ ...application, person_id }, submission);
    });
  }

  async supplement(command: Command, id: string, claims: SupplementDto): Promise<Application> {
    return await changeApplication(command, id, (application) => supplement(application, claims, command.now, dateAt(command.now)));
  }

  async withdraw(command: Command, id: string, reason: string): Promise<Application> {
    const application = await changeApplication(command, id, (row) => withdraw(row, reason, dateAt(command.now)));
    await releaseBeds(command.tx, id);
    return application;
  }

  async clearReview(command: Command, id: string, outcome: string): Promise<Application> {
    return await changeApplication(command, id, (application) => clearReview(application, outcome, dateAt(command.now)));
  }

  /**
   * The hire that it came of did not start: a draft is withdrawn, what the park acts on already is put under review. One that was there
   * before the hire (`isLinked`) is the applicant's own, and never withdrawn by it. Answers the tenancy that it has led to.
   */
  async noteReneged(command: Command, id: string, offerId: string, on: LocalDate, isLinked: boolean): Promise<string | null> {
    const application = await changeLocked(command, ApplicationTable, id, (row) => {
      if (row.state === 'draft' && !isLinked) return withdraw(row, 'the hire did not start', on);
      return isOpen(row) ? flagForReview(row, hireReneged(offerId), on) : unchanged(row);
    });
    return application.tenancy_id;
  }

  /** Their employer has left: to be looked at again before they are offered a home. */
  async flagNominees(command: Command, employerEntityId: string, departedOn: LocalDate): Promise<void> {
    const open = await command.tx.find(ApplicationTable, {
      where: { employer_entity_id: employerEntityId, state: In(openStates) },
      order: { applied_at: 'ASC', id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const decisions = open.map((application) => flagForReview(application, employerLeft(employerEntityId), departedOn));
    await saveAll(command, ApplicationTable, decisions);
  }
}

/** An application stays locked while it is decided on; one of another organisation is as if it were not there. */
export async function changeApplication(
  command: Command,
  id: string,
  decide: (application: Application) => Decision<Application> | Promise<Decision<Application>>,
): Promise<Application> {
  return await changeLocked(command, applications, id, decide);
}

/** `on`: the day of the draft. Where the employer has left already, it is flagged from the beginning. */
export function drafted(
  identity: NewIdentity,
  wish: Wish,
  employer: Employer | null,
  on: LocalDate,
  today: LocalDate,
): Decision<Application> {
  const decision = draft(identity, wish, on);
  if (!employer || employer.departed_on === null) return decision;
  return followedBy(decision, (application) => flagForReview(application, employerLeft(employer.entity_id), today));
}

export function wishOf(body: DraftApplicationDto, applicant: Applicant, employer: Employer | null): Wish {
  const { product, brand_preference = [], requested_start, household_size = 1, degree, graduated_on = null } = body;
  const { social_insurance, owns_home, other_housing_benefit } = body;
  return {
    ...applicant,
    employer_uscc: employer?.uscc ?? null,
    employer_entity_id: employer?.entity_id ?? null,
    source: 'direct',
    offer_id: null,
    product,
    brand_preference,
    requested_start,
    household_size,
    degree,
    graduated_on,
    social_insurance,
    owns_home,
    other_housing_benefit,
  };
}

/** Throws `invalid foreign_employer`. */
function nominator({ actor }: Command, uscc: string | undefined): string | undefined {
  if (isOperator(actor)) return uscc;
  if (uscc !== undefined && uscc !== actor.organisation) {
    throw invalid('/employer_uscc', 'foreign_employer', 'employer_uscc must be the USCC of your own organisation.');
  }
  return actor.organisation;
}
