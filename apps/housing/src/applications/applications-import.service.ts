import { followedBy, type Decision } from '@park/contracts';
import { invalid, startOfDay, type NewIdentity } from '@park/kernel';
import { type Command, type Outcome, upsertRows } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { ageOn, bornOn, PersonsService } from '@park/directory';
import { employersOf, type Employer } from '../employers/employer.store.ts';
import { liveStates } from '../tenancies/tenancy.ts';
import { TenancyTable } from '../tenancies/tenancy.table.ts';
import { decide, waitlist } from './application-decision.ts';
import { ApplicantsService, hasHome } from './applicants.service.ts';
import { submit, type Applicant, type Application } from './application.ts';
import { ApplicationTable } from './application.table.ts';
import type { ApplicationRow } from './applications.dto.ts';
import { drafted, wishOf } from './applications.service.ts';
import { policyAt } from './policy.ts';

interface Known {
  applicant: Applicant;
  employer: Employer | null;
  hasTenancy: boolean;
  actor: string;
}

/** Applications on paper, as a clerk has them in a file. */
@Injectable()
export class ApplicationsImportService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(ApplicantsService) private readonly applicants: ApplicantsService,
  ) {}

  /** By person, product and day of submission; a known one stays as it is. */
  async importRows(command: Command, rows: ApplicationRow[]): Promise<Outcome[]> {
    const employers = await employersOf(
      command.tx,
      rows.map(({ employer_uscc }) => employer_uscc),
    );
    const persons = await this.persons.enter(command, rows);
    const person_id = In(persons.map(({ id }) => id));
    const there = await command.tx.findBy(ApplicationTable, { person_id, submitted_on: Not(IsNull()) });
    const known = new Map(there.map((application) => [keyOf(application), application]));
    const lets = await command.tx.findBy(TenancyTable, { person_id, state: In(liveStates) });
    const tenants = new Set(lets.map((tenancy) => tenancy.person_id));
    const papers = rows.map((row, i) => ({ row, person: persons[i]! }));
    const { outcomes } = await upsertRows(command, ApplicationTable, papers, {
      known: ({ row, person }) => known.get(keyOf({ person_id: person.id, product: row.product, submitted_on: row.submitted_on })),
      code: 'HA',
      create: (identity, { row, person }) => {
        const employer = employers.get(row.employer_uscc ?? '') ?? null;
        const applicant = { ...this.applicants.claimed(row, employer), person_id: person.id };
        return imported(identity, row, { applicant, employer, hasTenancy: tenants.has(person.id), actor: command.actor.id });
      },
    });
    return outcomes;
  }
}

function keyOf({ person_id, product, submitted_on }: Pick<Application, 'person_id' | 'product' | 'submitted_on'>): string {
  return `${person_id} ${product} ${submitted_on}`;
}

/** Each step dates from its own day; the place in the queue is that of the day of submission, and within a day that of the file. */
function imported(identity: NewIdentity, row: ApplicationRow, known: Known): Decision<Application> {
  const { today } = identity;
  const { applicant, employer, hasTenancy, actor } = known;
  if (hasTenancy) throw hasHome();
  const { submitted_on, decided_on, reviewed_by, waitlisted_on } = row;
  for (const column of ['submitted_on', 'decided_on', 'waitlisted_on'] as const) {
    if ((row[column] ?? '') > today) throw invalid(`/${column}`, 'in_future', `${column} must not be later than today.`);
  }
  const submission = {
    by: actor,
    at: startOfDay(submitted_on),
    on: submitted_on,
    policyVersion: policyAt(submitted_on).version,
  };
  const paper = drafted(identity, wishOf(row, applicant, employer), employer, submitted_on, today);
  const submitted = followedBy(paper, (application) => submit(application, submission));
  if (decided_on === undefined) {
    if (waitlisted_on !== undefined) throw invalid('/decided_on', 'required', 'decided_on is required with waitlisted_on.');
    return submitted;
  }
  if (reviewed_by === undefined) throw invalid('/reviewed_by', 'required', 'reviewed_by is required with decided_on.');
  const facts = { age: ageOn(bornOn(row.citizen_id), decided_on), employerInPark: employer?.resident ?? false };
  const decided = followedBy(submitted, (application) =>
    decide(application, { reviewer: reviewed_by, on: decided_on, facts, reasons: [] }),
  );
  return waitlisted_on === undefined ? decided : followedBy(decided, (application) => waitlist(application, waitlisted_on));
}
