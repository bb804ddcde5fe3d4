import { maskedName, PersonsService, type Identity, type IdentityInClear, type Person } from '@park/directory';
import { isOperator, parkOrganisation, Refusal } from '@park/kernel';
import { PersonalData, record, type Command, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Employer } from '../employers/employer.store.ts';
import { liveStates } from '../tenancies/tenancy.ts';
import { TenancyTable } from '../tenancies/tenancy.table.ts';
import { claimOf, keepClaim } from './applicant-claim.store.ts';
import type { Applicant, Application } from './application.ts';

/**
 * The applicant of an application: until the park acts on it a claim of its nominator, then a person of the register. An employer's
 * request reads and writes its own claims only. It runs the same statements for every person, so neither answer nor time discloses anything.
 */
@Injectable()
export class ApplicantsService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  /** As a claim: of nobody in the register. */
  claimed({ name, citizen_id }: Identity, employer: Employer | null): Applicant {
    const applicant_id = this.personalData.referenceId(`${employer?.uscc ?? parkOrganisation} ${citizen_id}`);
    return { person_id: null, applicant_id, person_masked: maskedName(name) };
  }

  async keepClaim({ tx, actor }: Command, application: Application, { name, citizen_id, phone }: Identity): Promise<void> {
    await keepClaim(tx, this.personalData, application.id, { name, citizen_id, phone, byPark: isOperator(actor) });
  }

  /**
   * The person of the register, entered where it is a new one, and locked. `samePerson`: whatever name the application has. Throws
   * `conflict person_name_differs`, `conflict person_has_tenancy`; for the park's own people, who may know.
   */
  async identified(command: Command, { id, person_id }: Application, samePerson = false): Promise<string> {
    const person = person_id ?? (await this.recognised(command, id, samePerson)).id;
    if (await command.tx.existsBy(TenancyTable, { person_id: person, state: In(liveStates) })) throw hasHome();
    return person;
  }

  async identityOf(tx: EntityManager, { id, person_id }: Application): Promise<IdentityInClear> {
    if (person_id !== null) return await this.persons.identityOf(tx, person_id);
    const { name, citizen_id, phone = null } = await claimOf(tx, this.personalData, id);
    return { name, citizen_id, phone };
  }

  /** The applicant in clear. The look is written into the audit trail before it is answered. */
  async show(request: ParkRequest, application: Application): Promise<IdentityInClear> {
    return await this.dataSource.transaction(async (tx) => {
      const about = { application_id: application.id, ...(application.person_id !== null && { person_id: application.person_id }) };
      await record(tx, request, 'personal_data_read', about);
      return await this.identityOf(tx, application);
    });
  }

  private async recognised(command: Command, applicationId: string, samePerson: boolean): Promise<Person> {
    const { byPark, ...identity } = await claimOf(command.tx, this.personalData, applicationId);
    if (!byPark) return await this.persons.recognise(command, identity, samePerson);
    const [person] = await this.persons.enter(command, [identity]);
    return person!;
  }
}

export function hasHome(): Refusal {
  return new Refusal('conflict', 'person_has_tenancy', 'The person has a home of the park.');
}
