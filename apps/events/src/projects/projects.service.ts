import { followedBy, unchanged, type Decision } from '@park/contracts';
import { PersonsService, type KnownMarketEntity, type Person } from '@park/directory';
import { dateAt, type LocalDate } from '@park/kernel';
import {
  change,
  changeLocked,
  knownByCode,
  newIdentity,
  notChanged,
  requireIfMatch,
  save,
  saveAll,
  upsertRows,
  type Command,
  type Outcome,
} from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { organisationOf, organisationsOf } from '../organisations/organisation.store.ts';
import { ConflictsService } from '../score-sheets/conflicts.service.ts';
import { keepFounders } from './founder.store.ts';
import { changeContent, clearReview, flagForReview, register, withdraw, type NewProject, type Project } from './project.ts';
import { livePitchesOf } from './project.store.ts';
import { ProjectTable } from './project.table.ts';
import type { ChangeProjectDto, ProjectRow, RegisterProjectDto } from './projects.dto.ts';

@Injectable()
export class ProjectsService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(ConflictsService) private readonly conflicts: ConflictsService,
  ) {}

  async register(command: Command, { founder, organisation_uscc, ...content }: RegisterProjectDto): Promise<Project> {
    const today = dateAt(command.now);
    const organisation = await organisationOf(command.tx, organisation_uscc);
    const [person] = await this.persons.enter(command, [founder], '/founder/name');
    const decision = register(await newIdentity(command, 'PJ'), { ...content, ...membersOf(organisation, person!) });
    const project = await save(command, ProjectTable, flaggedIfLeft(decision, organisation, today));
    await keepFounders(command.tx, [{ founder_id: person!.id, on: today }]);
    return project;
  }

  /** Another market entity may be one that a judge of the project has a tie to. */
  async change(command: Command, id: string, { organisation_uscc, ...content }: ChangeProjectDto): Promise<Project> {
    const { tx, now } = command;
    const organisation = await organisationOf(tx, organisation_uscc);
    const moved =
      organisation_uscc === undefined ? {} : { organisation_uscc: organisation?.uscc ?? null, entity_id: organisation?.entity_id ?? null };
    let isMoved = false;
    const project = await changeLocked(requireIfMatch(command), ProjectTable, id, (row) => {
      const decision = changeContent(row, { ...content, ...moved }, dateAt(now));
      isMoved = decision.next.entity_id !== row.entity_id;
      return isMoved ? flaggedIfLeft(decision, organisation, dateAt(now)) : decision;
    });
    if (isMoved) await this.conflicts.detectForProject(command, id);
    return project;
  }

  async withdraw(command: Command, id: string, reason: string): Promise<Project> {
    return await changeLocked(command, ProjectTable, id, async (project) =>
      withdraw(project, reason, await livePitchesOf(command.tx, id), dateAt(command.now)),
    );
  }

  async clearReview(command: Command, id: string, outcome: string): Promise<Project> {
    return await change(command, ProjectTable, id, (project) => clearReview(project, outcome, dateAt(command.now)));
  }

  /** The market entity has left the park: its live projects are looked at again. */
  async flagOfOrganisation(command: Command, entityId: string, departedOn: LocalDate): Promise<void> {
    const live = await command.tx.find(ProjectTable, {
      where: { entity_id: entityId, state: 'active' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const decisions = live.map((project) => flagForReview(project, entityId, departedOn));
    await saveAll(command, ProjectTable, decisions);
  }

  /** By code: a new one is registered, a known one stays as it is. */
  async importRows(command: Command, rows: ProjectRow[]): Promise<Outcome[]> {
    const today = dateAt(command.now);
    const organisations = await organisationsOf(
      command.tx,
      rows.map(({ organisation_uscc }) => organisation_uscc),
    );
    const identities = rows.map(({ founder_name: name, founder_citizen_id: citizen_id, founder_phone: phone }) => ({
      name,
      citizen_id,
      phone,
    }));
    const persons = await this.persons.enter(command, identities, '/founder_name');
    const papers = rows.map((row, i) => ({
      row,
      person: persons[i]!,
      organisation: organisations.get(row.organisation_uscc ?? '') ?? null,
    }));
    const known = await knownByCode(
      command,
      ProjectTable,
      rows.map(({ code }) => code),
    );
    const { outcomes, created } = await upsertRows(command, ProjectTable, papers, {
      known: ({ row }) => known.get(row.code),
      code: ({ row }) => row.code,
      create: (identity, { row, person, organisation }) => {
        const { name, stage, sector, applicant_kind, amount_sought_kcny } = row;
        const content = { name, stage, sector, applicant_kind, amount_sought_kcny };
        return flaggedIfLeft(register(identity, { ...content, ...membersOf(organisation, person) }), organisation, today);
      },
      update: (project, { person }) => {
        if (project.founder_id !== person.id) throw notChanged(['founder_citizen_id']);
        return unchanged(project);
      },
    });
    await keepFounders(
      command.tx,
      created.map(({ founder_id }) => ({ founder_id, on: today })),
    );
    return outcomes;
  }
}

type Members = Pick<NewProject, 'organisation_uscc' | 'entity_id' | 'founder_id' | 'founder_masked'>;

function membersOf(organisation: KnownMarketEntity | null, { id, name_masked }: Person): Members {
  return {
    organisation_uscc: organisation?.uscc ?? null,
    entity_id: organisation?.entity_id ?? null,
    founder_id: id,
    founder_masked: name_masked,
  };
}

/** Its market entity may have left already. */
function flaggedIfLeft(decision: Decision<Project>, organisation: KnownMarketEntity | null, today: LocalDate): Decision<Project> {
  if (!organisation || organisation.departed_on === null) return decision;
  return followedBy(decision, (project) => flagForReview(project, organisation.entity_id, today));
}
