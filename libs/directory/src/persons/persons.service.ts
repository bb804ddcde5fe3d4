import { Refusal, requireOperator } from '@park/kernel';
import { masked, PersonalData, record, requireIfMatch, requireVersion, type Command, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Identity, Person, ShownPerson } from './person.ts';
import type { CorrectNameDto } from './persons.dto.ts';

export const identityInClear = z.object({ name: z.string(), citizen_id: z.string(), phone: z.string().nullable() });
export type IdentityInClear = z.infer<typeof identityInClear>;

export const shownPerson = z.object({
  id: z.uuid(),
  name_masked: z.string(),
  version: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/**
 * The register of persons of a service: the one place that sees them in clear. It holds what the park itself has found; what others say
 * of a person stays in their own records until the park acts on it.
 */
@Injectable()
export class PersonsService {
  constructor(
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  /**
   * The persons of these identities, in the same order; a new one is entered. Their rows stay locked until the transaction ends: what is
   * decided about one person is decided one after another. A new phone number replaces the known one. For the park's own people: throws
   * `forbidden operator_only`, and `conflict person_name_differs`, whose `person_id` tells which name to correct. `namePointer`: to the
   * member of the input that has the name.
   */
  async enter(command: Command, identities: readonly Identity[], namePointer = '/name'): Promise<Person[]> {
    const persons = await this.locked(command, identities);
    for (const [i, person] of persons.entries()) {
      this.requireName(person, identities[i]!, namePointer);
      await this.keepPhone(command, person, identities[i]!.phone);
    }
    return persons;
  }

  /**
   * The same for what somebody else claims of a person, when the park decides on it: the known name and phone number stay as they are.
   * `samePerson`: the park has checked that it is the person of this citizen id, whatever name the claim has.
   */
  async recognise(command: Command, claim: Identity, samePerson: boolean): Promise<Person> {
    const [person] = await this.locked(command, [claim]);
    if (!samePerson) this.requireName(person!, claim, '/name');
    if (person!.phone_sealed === null) await this.keepPhone(command, person!, claim.phone);
    return person!;
  }

  /** Keeps a person's row locked until the transaction ends. */
  async hold(tx: EntityManager, id: string): Promise<void> {
    await tx.query('select 1 from person where id = $1 for update', [id]);
  }

  /** Throws `not-found person_not_found`. */
  async one(tx: EntityManager, id: string): Promise<ShownPerson> {
    return shown(await this.find(tx, id));
  }

  /**
   * Corrects a name that was entered wrongly, and writes into the audit trail that it was done, by whom and on which ground. The name that
   * is known already changes nothing. Masked names in records made before stay as they were. Throws `not-found person_not_found`,
   * `precondition-required if_match_required`, `stale version_mismatch`.
   */
  async correctName(command: Command, request: ParkRequest, id: string, { name, ground }: CorrectNameDto): Promise<ShownPerson> {
    const { tx, now } = requireIfMatch(command);
    await this.hold(tx, id);
    const person = await this.find(tx, id);
    requireVersion(command, person);
    if (this.personalData.open(person.name_sealed) === name) return shown(person);
    const next: Person = {
      ...person,
      name_sealed: this.personalData.seal(name),
      name_masked: maskedName(name),
      version: person.version + 1,
      updated_at: now,
    };
    await tx.query('update person set name_sealed = $2, name_masked = $3, version = $4, updated_at = $5 where id = $1', [
      id,
      next.name_sealed,
      next.name_masked,
      next.version,
      now,
    ]);
    await record(tx, request, 'personal_data_corrected', { person_id: id, member: 'name', ground, version: next.version });
    return shown(next);
  }

  /** The person in clear. `about`: the record by which the caller asks. The look is written into the audit trail before it is answered. */
  async show(request: ParkRequest, personId: string, about: Record<string, string>): Promise<IdentityInClear> {
    return await this.dataSource.transaction(async (tx) => {
      await record(tx, request, 'personal_data_read', { ...about, person_id: personId });
      return await this.identityOf(tx, personId);
    });
  }

  async identityOf(tx: EntityManager, id: string): Promise<IdentityInClear> {
    const { name_sealed, citizen_id_sealed, phone_sealed } = await this.find(tx, id);
    return {
      name: this.personalData.open(name_sealed),
      citizen_id: this.personalData.open(citizen_id_sealed),
      phone: phone_sealed === null ? null : this.personalData.open(phone_sealed),
    };
  }

  private async find(tx: EntityManager, id: string): Promise<Person> {
    const [person]: Person[] = await tx.query('select * from person where id = $1', [id]);
    if (!person) throw new Refusal('not-found', 'person_not_found', `There is no person "${id}".`);
    return person;
  }

  /**
   * Entered and locked by one statement, so that nobody is forgotten between the two, and in the order of their references, so that two
   * batches with the same persons do not wait for each other. Setting what is there already is what locks a known one.
   */
  private async locked(command: Command, identities: readonly Identity[]): Promise<Person[]> {
    requireOperator(command.actor);
    const references = identities.map(({ citizen_id }) => this.personalData.reference(citizen_id));
    const entries = new Map(references.map((reference, i) => [reference, this.entryOf(command, reference, identities[i]!)]));
    const persons: Person[] = await command.tx.query(
      `insert into person (id, reference, name_sealed, citizen_id_sealed, phone_sealed, name_masked, version, created_at, updated_at)
       select p.id, p.reference, p.name_sealed, p.citizen_id_sealed, p.phone_sealed, p.name_masked, 1, $2, $2
       from jsonb_to_recordset($1::jsonb)
         as p(id uuid, reference text, name_sealed text, citizen_id_sealed text, phone_sealed text, name_masked text)
       order by p.reference
       on conflict (reference) do update set updated_at = person.updated_at
       returning *`,
      [JSON.stringify([...entries.values()]), command.now],
    );
    const byReference = new Map(persons.map((person) => [person.reference, person]));
    return references.map((reference) => byReference.get(reference)!);
  }

  private entryOf(command: Command, reference: string, { name, citizen_id, phone }: Identity): object {
    return {
      id: command.newId(),
      reference,
      name_sealed: this.personalData.seal(name),
      citizen_id_sealed: this.personalData.seal(citizen_id),
      phone_sealed: phone === undefined ? null : this.personalData.seal(phone),
      name_masked: maskedName(name),
    };
  }

  private requireName({ id, name_sealed }: Person, { name }: Identity, pointer: string): void {
    if (this.personalData.open(name_sealed) === name) return;
    throw new Refusal('conflict', 'person_name_differs', 'This citizen id is known under another name.', {
      errors: [{ pointer, detail: 'is not the name that this citizen id is known under' }],
      extra: { person_id: id },
    });
  }

  private async keepPhone({ tx, now }: Command, { id, phone_sealed }: Person, phone: string | undefined): Promise<void> {
    if (phone === undefined || (phone_sealed !== null && this.personalData.open(phone_sealed) === phone)) return;
    await tx.query('update person set phone_sealed = $2, updated_at = $3 where id = $1', [id, this.personalData.seal(phone), now]);
  }
}

/** All but the first character. */
export function maskedName(name: string): string {
  return masked(name, 1, 0);
}

function shown({ id, name_masked, version, created_at, updated_at }: Person): ShownPerson {
  return { id, name_masked, version, created_at, updated_at };
}
