import { followedBy, unchanged } from '@park/contracts';
import { PersonsService } from '@park/directory';
import { addDays, dateAt, invalid, type LocalDate } from '@park/kernel';
import {
  changeLocked,
  knownByCode,
  newIdentity,
  notChanged,
  requireIfMatch,
  save,
  upsertRows,
  type Command,
  type Outcome,
} from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { organisationOf } from '../organisations/organisation.store.ts';
import { sharedProject } from '../projects/project.store.ts';
import { keepPersons } from '../registrations/person-use.store.ts';
import { personsKeptDays } from '../registrations/registrations.service.ts';
import { ConflictsService } from '../score-sheets/conflicts.service.ts';
import { appoint, changeContent, declareTie, end, type Expert, type ExpertTie } from './expert.ts';
import { employersOf, insertTie, tiesOf } from './expert.store.ts';
import { ExpertTable } from './expert.table.ts';
import type { AppointExpertDto, ChangeExpertDto, DeclareTieDto, ExpertRow } from './experts.dto.ts';

@Injectable()
export class ExpertsService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(ConflictsService) private readonly conflicts: ConflictsService,
  ) {}

  async appoint(command: Command, { employer_uscc, subject, ...body }: AppointExpertDto): Promise<Expert> {
    const employer = (await employersOf(command.tx, [employer_uscc])).get(employer_uscc ?? '');
    const [person] = await this.persons.enter(command, [identityIn(body)]);
    const content = {
      ...termsIn(body),
      employer_uscc: employer?.uscc ?? null,
      employer_entity_id: employer?.entity_id ?? null,
      subject: subject ?? null,
      person_id: person!.id,
      person_masked: person!.name_masked,
    };
    const expert = await save(command, ExpertTable, appoint(await newIdentity(command, 'EX'), content));
    await keep(command, [expert]);
    return expert;
  }

  /** With another employer, the expert may have become a colleague of those whom they judge. */
  async change(command: Command, id: string, { employer_uscc, ...content }: ChangeExpertDto): Promise<Expert> {
    const employer = (await employersOf(command.tx, [employer_uscc])).get(employer_uscc ?? '');
    const moved =
      employer_uscc === undefined ? {} : { employer_uscc: employer?.uscc ?? null, employer_entity_id: employer?.entity_id ?? null };
    const expert = await changeLocked(requireIfMatch(command), ExpertTable, id, (row) =>
      changeContent(row, { ...content, ...moved }, dateAt(command.now)),
    );
    await keep(command, [expert]);
    if (employer_uscc !== undefined) await this.conflicts.detectForExpert(command, id);
    return expert;
  }

  /** Score sheets of what the expert is tied to stop counting with it. Throws `invalid one_of_two`. */
  async declareTie(command: Command, id: string, { kind, organisation_uscc, project_id }: DeclareTieDto): Promise<Expert> {
    const { tx, now } = command;
    if ((organisation_uscc === undefined) === (project_id === undefined))
      throw invalid('/project_id', 'one_of_two', 'Exactly one of organisation_uscc and project_id must be given.');
    const organisation = await organisationOf(tx, organisation_uscc);
    let isNew = false;
    const tie = { kind, entity_id: organisation?.entity_id ?? null, project_id: project_id ?? null };
    const expert = await changeLocked(command, ExpertTable, id, async (row) => {
      if (project_id !== undefined) await sharedProject(tx, project_id);
      const decision = declareTie(row, tie, await tiesOf(tx, [id]), dateAt(now));
      isNew = decision.events.length > 0;
      return decision;
    });
    if (!isNew) return expert;
    await insertTie(tx, { ...tie, id: command.newId(), expert_id: id, declared_at: now });
    await this.conflicts.detectForExpert(command, id);
    return expert;
  }

  async end(command: Command, id: string): Promise<void> {
    await changeLocked(command, ExpertTable, id, (expert) => end(expert, dateAt(command.now)));
  }

  async ties(tx: Command['tx'], id: string): Promise<ExpertTie[]> {
    return await tiesOf(tx, [id]);
  }

  /** By code: a new one is appointed, a known one stays as it is. */
  async importRows(command: Command, rows: ExpertRow[]): Promise<Outcome[]> {
    const today = dateAt(command.now);
    const employers = await employersOf(
      command.tx,
      rows.map(({ employer_uscc }) => employer_uscc),
    );
    const persons = await this.persons.enter(command, rows);
    const papers = rows.map((row, i) => ({ row, person: persons[i]!, employer: employers.get(row.employer_uscc ?? '') }));
    const known = await knownByCode(
      command,
      ExpertTable,
      rows.map(({ code }) => code),
    );
    const { outcomes, created } = await upsertRows(command, ExpertTable, papers, {
      known: ({ row }) => known.get(row.code),
      code: ({ row }) => row.code,
      create: (identity, { row, person, employer }) => {
        const appointed = appoint(identity, {
          ...termsIn(row),
          employer_uscc: employer?.uscc ?? null,
          employer_entity_id: employer?.entity_id ?? null,
          subject: row.subject ?? null,
          person_id: person.id,
          person_masked: person.name_masked,
        });
        return row.term_to > today ? appointed : followedBy(appointed, (expert) => end(expert, today));
      },
      update: (expert, { person }) => {
        if (expert.person_id !== person.id) throw notChanged(['citizen_id']);
        return unchanged(expert);
      },
    });
    await keep(command, created);
    return outcomes;
  }
}

function identityIn({ name, citizen_id, phone }: Omit<AppointExpertDto, 'employer_uscc' | 'subject'>) {
  return { name, citizen_id, phone };
}

function termsIn({ fields, term_from, term_to }: Pick<AppointExpertDto, 'fields' | 'term_from' | 'term_to'>) {
  return { fields: [...new Set(fields)], term_from, term_to };
}

/** Complaints about a roadshow come within half a year; the expert is kept as long after the end of the term. */
async function keep({ tx, now }: Command, experts: readonly Expert[]): Promise<void> {
  const from = (term_to: LocalDate): LocalDate => (term_to > dateAt(now) ? term_to : dateAt(now));
  await keepPersons(
    tx,
    experts.map(({ person_id, term_to }) => ({ person_id, keep_until: addDays(from(term_to), personsKeptDays) })),
  );
}
