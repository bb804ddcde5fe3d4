import { followedBy, unchanged } from '@park/contracts';
import { knownMarketEntities, PersonsService, type KnownMarketEntity } from '@park/directory';
import { dateAt, invalid, type LocalDate } from '@park/kernel';
import { changeLocked, load, newIdentity, requireIfMatch, save, saveAll, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ProposalsService } from '../memberships/proposals.service.ts';
import { changeContent, link, noteDeparture, register, setContact, updateProfile, type Link, type Organisation } from './organisation.ts';
import { clearContacts, forgetUnnamed, linkMemberships, organisationsOfEntity, saveDeparture } from './organisation.store.ts';
import { organisations, OrganisationTable } from './organisation.table.ts';
import type {
  ChangeOrganisationDto,
  OrganisationRow,
  RegisterOrganisationDto,
  SetContactDto,
  UpdateProfileDto,
} from './organisations.dto.ts';

/** Locks are taken in one order, so that nothing waits in a circle: person, organisation, membership, and then what a member has. */
@Injectable()
export class OrganisationsService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(ProposalsService) private readonly proposals: ProposalsService,
  ) {}

  async register(command: Command, { uscc, ...content }: RegisterOrganisationDto): Promise<Organisation> {
    const entity = (await knownMarketEntities(command.tx, [uscc])).get(uscc);
    return await save(command, OrganisationTable, register(await newIdentity(command, 'OG'), uscc, content, linkTo(entity)));
  }

  async change(command: Command, id: string, content: ChangeOrganisationDto): Promise<Organisation> {
    return await changeLocked(requireIfMatch(command), OrganisationTable, id, (organisation) =>
      changeContent(organisation, content, dateAt(command.now)),
    );
  }

  /** By the park or the organisation itself. One that is now large enough is proposed for an invitation. */
  async updateProfile(command: Command, id: string, { counted_on, ...profile }: UpdateProfileDto): Promise<Organisation> {
    const organisation = await changeLocked(command, organisations, id, (row) =>
      updateProfile(row, profile, counted_on, dateAt(command.now)),
    );
    await this.proposals.propose(command, [organisation]);
    return organisation;
  }

  async setContact(command: Command, id: string, { role, person: identity }: SetContactDto): Promise<Organisation> {
    const [person] = await this.persons.enter(command, [identity], '/person/name');
    let before: string | null = null;
    const organisation = await changeLocked(command, OrganisationTable, id, (row) => {
      before = row[`${role}_id`];
      return setContact(row, role, person!, dateAt(command.now));
    });
    if (before !== person!.id) await forgetUnnamed(command.tx, [before]);
    return organisation;
  }

  /** The market entity has moved in (flow F1). */
  async noteMovedIn(command: Command, entityId: string, movedInOn: LocalDate): Promise<void> {
    const known = await organisationsOfEntity(command.tx, entityId);
    const linked = await saveAll(
      command,
      OrganisationTable,
      known.map((organisation) => link(organisation, entityId, movedInOn)),
    );
    await linkMemberships(command.tx, linked);
    await this.proposals.propose(command, linked);
  }

  /** The market entity has left (flow F2). Answers the organisation that it was, if it was one. */
  async noteDeparture(command: Command, entityId: string, departedOn: LocalDate): Promise<Organisation | null> {
    const [organisation] = await organisationsOfEntity(command.tx, entityId);
    if (!organisation) return null;
    const departed = noteDeparture(organisation, departedOn);
    await saveDeparture(command.tx, departed);
    return departed;
  }

  /** Half a year after its membership ended. */
  async forgetContacts(command: Command, id: string): Promise<void> {
    const { secretary_id, liaison_id } = await load(command, OrganisationTable, id);
    await clearContacts(command.tx, id);
    await forgetUnnamed(command.tx, [secretary_id, liaison_id]);
  }

  /** By USCC. Throws `invalid required`, and what the steps throw. */
  async importRows(command: Command, rows: OrganisationRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const today = dateAt(now);
    const usccs = rows.map(({ uscc }) => uscc);
    const known = new Map((await tx.findBy(OrganisationTable, { uscc: In(usccs) })).map((one) => [one.uscc, one]));
    const entities = await knownMarketEntities(tx, usccs);
    const { outcomes } = await upsertRows(command, OrganisationTable, rows, {
      known: ({ uscc }) => known.get(uscc),
      code: 'OG',
      create: (identity, { uscc, name, kind, ...row }) =>
        followedBy(register(identity, uscc, { name, kind }, linkTo(entities.get(uscc))), (one) => counted(one, row, today)),
      update: (organisation, { uscc: _, name, kind, ...row }) =>
        followedBy(changeContent(organisation, { name, kind }, today), (one) =>
          // A file that was brought in before a later count has nothing to say of the numbers any more.
          isOlder(row.counted_on, one) ? unchanged(one) : counted(one, row, today),
        ),
    });
    await this.proposals.propose(command, await tx.findBy(OrganisationTable, { uscc: In(usccs) }));
    return outcomes;
  }
}

function isOlder(countedOn: LocalDate | undefined, { counted_on }: Organisation): boolean {
  return countedOn !== undefined && counted_on !== null && countedOn < counted_on;
}

function counted(
  organisation: Organisation,
  { counted_on, ...profile }: Omit<OrganisationRow, 'uscc' | 'name' | 'kind'>,
  today: LocalDate,
): ReturnType<typeof updateProfile> {
  if (counted_on !== undefined) return updateProfile(organisation, profile, counted_on, today);
  if (Object.values(profile).some((value) => value !== undefined))
    throw invalid('/counted_on', 'required', 'counted_on is required with numbers.');
  return unchanged(organisation);
}

function linkTo(entity: KnownMarketEntity | undefined): Link {
  return { entity_id: entity?.entity_id ?? null, is_resident: entity?.resident ?? false };
}
