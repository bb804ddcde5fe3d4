import { PersonsService, type Person } from '@park/directory';
import { addDays, dateAt, requireOwnCode } from '@park/kernel';
import { changeLocked, knownByCode, newIdentity, requireIfMatch, save, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { openRequestsOf } from '../match-requests/match-request.store.ts';
import { changeContact, changeContent, register, retire, type Contact, type Investor, type InvestorContent } from './investor.ts';
import { keepContacts } from './investor.store.ts';
import { InvestorTable } from './investor.table.ts';
import type { ChangeInvestorDto, InvestorContactDto, InvestorRow, RegisterInvestorDto } from './investors.dto.ts';

/**
 * 个人信息保护法 第十九条: no longer than needed. An investor that nothing happened with for two years names a contact person anew;
 * a meeting prolongs the time.
 */
const contactsKeptDays = 730;

/** A command that asks for a meeting shares the investor's lock; retiring it has it alone. */
@Injectable()
export class InvestorsService {
  constructor(@Inject(PersonsService) private readonly persons: PersonsService) {}

  async register(command: Command, { contact, organisation_uscc, ...content }: RegisterInvestorDto): Promise<Investor> {
    const [person] = await this.persons.enter(command, [contact], '/contact/name');
    const identity = await newIdentity(command, 'IV');
    const decision = register(identity, contentOf({ ...content, organisation_uscc: organisation_uscc ?? null }), contactOf(person!));
    return await this.kept(command, await save(command, InvestorTable, decision));
  }

  async change(command: Command, id: string, { stages, sectors, ...content }: ChangeInvestorDto): Promise<Investor> {
    const change = { ...content, ...(stages && { stages: distinct(stages) }), ...(sectors && { sectors: distinct(sectors) }) };
    return await changeLocked(requireIfMatch(command), InvestorTable, id, (investor) =>
      changeContent(investor, change, dateAt(command.now)),
    );
  }

  async changeContact(command: Command, id: string, { contact }: InvestorContactDto): Promise<Investor> {
    const [person] = await this.persons.enter(command, [contact], '/contact/name');
    const investor = await changeLocked(command, InvestorTable, id, (row) => changeContact(row, contactOf(person!), dateAt(command.now)));
    return await this.kept(command, investor);
  }

  async retire(command: Command, id: string): Promise<Investor> {
    return await changeLocked(command, InvestorTable, id, async (investor) =>
      retire(investor, await openRequestsOf(command.tx, id), dateAt(command.now)),
    );
  }

  /** By code: a new one is registered, a known one stays as it is. */
  async importRows(command: Command, rows: InvestorRow[]): Promise<Outcome[]> {
    const known = await knownByCode(
      command,
      InvestorTable,
      rows.map(({ code }) => code),
    );
    const fresh = rows.filter(({ code }) => !known.has(code));
    const entered = await this.persons.enter(
      command,
      fresh.map((row) => ({ name: row.contact_name, citizen_id: row.contact_citizen_id, phone: row.contact_phone })),
      '/contact_name',
    );
    const persons = new Map(fresh.map((row, i) => [row, entered[i]!]));
    const { outcomes, created } = await upsertRows(command, InvestorTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => {
        requireOwnCode(row.code, 'IV');
        const { code: _, contact_name: __, contact_citizen_id: ___, contact_phone: ____, organisation_uscc = null, ...content } = row;
        return register(identity, contentOf({ ...content, organisation_uscc }), contactOf(persons.get(row)!));
      },
    });
    await keepContacts(command.tx, created, addDays(dateAt(command.now), contactsKeptDays));
    return outcomes;
  }

  private async kept({ tx, now }: Command, investor: Investor): Promise<Investor> {
    await keepContacts(tx, [investor], addDays(dateAt(now), contactsKeptDays));
    return investor;
  }
}

function contactOf({ id, name_masked }: Person): Contact {
  return { contact_id: id, contact_masked: name_masked };
}

function contentOf({
  meetings_per_gathering = 10,
  stages,
  sectors,
  ...content
}: Omit<InvestorContent, 'meetings_per_gathering'> & { meetings_per_gathering?: number | undefined }): InvestorContent {
  return { ...content, stages: distinct(stages), sectors: distinct(sectors), meetings_per_gathering };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
