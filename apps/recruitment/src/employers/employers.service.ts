import { followedBy, unchanged, type Decision } from '@park/contracts';
import { knownMarketEntities, type KnownMarketEntity } from '@park/directory';
import { dateAt, invalid, isOperator, type LocalDate, type NewIdentity } from '@park/kernel';
import {
  change,
  changeLocked,
  newIdentity,
  requireIfMatch,
  save,
  saveAll,
  upsertRows,
  type Command,
  type Outcome,
} from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { lift, noteLapse, type Lapse } from './employer-standing.ts';
import {
  changeContent,
  link,
  noteDeparture,
  register,
  reject,
  submitPapers,
  verify,
  type Employer,
  type Link,
  type Paper,
} from './employer.ts';
import { employers, EmployerTable } from './employer.table.ts';
import type { ChangeEmployerDto, EmployerRow, PaperDto, RegisterEmployerDto } from './employers.dto.ts';

@Injectable()
export class EmployersService {
  /** A member organisation registers itself alone. */
  async register(command: Command, { uscc, ...content }: RegisterEmployerDto): Promise<Employer> {
    const { tx, actor } = command;
    if (!isOperator(actor) && uscc !== actor.organisation)
      throw invalid('/uscc', 'foreign_employer', 'uscc must be the USCC of your own organisation.');
    const entity = (await knownMarketEntities(tx, [uscc])).get(uscc);
    return await save(command, EmployerTable, register(await newIdentity(command, 'EM'), uscc, content, linkTo(entity)));
  }

  async change(command: Command, id: string, content: ChangeEmployerDto): Promise<Employer> {
    return await change(requireIfMatch(command), employers, id, (employer) => changeContent(employer, content, dateAt(command.now)));
  }

  async submitPapers(command: Command, id: string, papers: readonly PaperDto[]): Promise<Employer> {
    return await changeLocked(command, employers, id, (employer) =>
      submitPapers(employer, papers.map(paperOf), command.actor.id, dateAt(command.now)),
    );
  }

  async verify(command: Command, id: string): Promise<Employer> {
    return await changeLocked(command, EmployerTable, id, (employer) => verify(employer, command.actor.id, dateAt(command.now)));
  }

  async reject(command: Command, id: string, reason: string): Promise<Employer> {
    return await changeLocked(command, EmployerTable, id, (employer) => reject(employer, reason, dateAt(command.now)));
  }

  /** A paper is not valid any more. */
  async expire(command: Command, id: string): Promise<Employer> {
    return await this.reject(command, id, 'a paper is not valid any more');
  }

  async lift(command: Command, id: string, reason: string): Promise<Employer> {
    return await changeLocked(command, EmployerTable, id, (employer) => lift(employer, reason, dateAt(command.now)));
  }

  /** An employer of a fair did not come, or cancelled late. */
  async noteLapse(command: Command, id: string, lapse: Lapse): Promise<void> {
    await changeLocked(command, EmployerTable, id, (employer) => noteLapse(employer, lapse));
  }

  /** The market entity has moved in: the employer with its USCC is one of the park now. */
  async linkTo(command: Command, entityId: string, movedInOn: LocalDate): Promise<void> {
    await saveAll(
      command,
      EmployerTable,
      (await ofEntity(command, entityId)).map((employer) => link(employer, entityId, movedInOn)),
    );
  }

  /** The market entity has left. Answers the employer that it was, if it was one. */
  async noteDeparture(command: Command, entityId: string, departedOn: LocalDate): Promise<Employer | null> {
    const [employer] = await saveAll(
      command,
      EmployerTable,
      (await ofEntity(command, entityId)).map((row) => noteDeparture(row, entityId, departedOn)),
    );
    return employer ?? null;
  }

  /** By USCC. */
  async importRows(command: Command, rows: EmployerRow[]): Promise<Outcome[]> {
    const usccs = rows.map(({ uscc }) => uscc);
    const known = new Map((await command.tx.findBy(EmployerTable, { uscc: In(usccs) })).map((employer) => [employer.uscc, employer]));
    const entities = await knownMarketEntities(command.tx, usccs);
    const today = dateAt(command.now);
    const { outcomes } = await upsertRows(command, EmployerTable, rows, {
      known: ({ uscc }) => known.get(uscc),
      code: 'EM',
      create: (identity, row) => imported(identity, row, linkTo(entities.get(row.uscc)), command.actor.id),
      update: (employer, { name, industry_code }) => changeContent(employer, { name, industry_code }, today),
    });
    return outcomes;
  }
}

/** The employer that the market entity is, by its USCC; locked. */
async function ofEntity({ tx }: Command, entityId: string): Promise<Employer[]> {
  return await tx
    .createQueryBuilder(EmployerTable, 't')
    .setLock('pessimistic_write')
    .where('t.uscc = (select uscc from market_entity where entity_id = :entityId)', { entityId })
    .getMany();
}

function linkTo(entity: KnownMarketEntity | undefined): Link {
  return { entity_id: entity?.entity_id ?? null, is_resident: entity?.resident ?? false };
}

function paperOf({ kind, sha256, valid_until }: PaperDto): Paper {
  return { kind, sha256, valid_until: valid_until ?? null };
}

/** Throws `invalid in_future`, and what the steps throw. The park that imports has verified it itself. */
function imported(identity: NewIdentity, row: EmployerRow, to: Link, by: string): Decision<Employer> {
  const { uscc, name, kind, industry_code, verified_on } = row;
  if (verified_on !== undefined && verified_on > identity.today)
    throw invalid('/verified_on', 'in_future', 'verified_on must not be later than today.');
  const on = verified_on ?? identity.today;
  const papers = papersOf(row);
  return followedBy(
    register({ ...identity, today: on }, uscc, { name, kind, industry_code }, to),
    (employer) => (papers.length === 0 && verified_on === undefined ? unchanged(employer) : submitPapers(employer, papers, by, on)),
    (employer) => (verified_on === undefined ? unchanged(employer) : verify({ ...employer, submitted_by: null }, by, on)),
  );
}

function papersOf({ licence_sha256, authorisation_sha256, hr_permit_sha256, parent_licence_sha256 }: EmployerRow): Paper[] {
  const given = [
    ['licence', licence_sha256],
    ['authorisation', authorisation_sha256],
    ['hr_permit', hr_permit_sha256],
    ['parent_licence', parent_licence_sha256],
  ] as const;
  return given.flatMap(([kind, sha256]) => (sha256 === undefined ? [] : [{ kind, sha256, valid_until: null }]));
}
