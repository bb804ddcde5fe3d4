import { isOperator, Refusal } from '@park/kernel';
import { masked, PersonalData, record, type Command, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Identity, Person } from './person.ts';
import { PersonTable } from './person.table.ts';

export const identityInClear = z.object({ name: z.string(), citizen_id: z.string(), phone: z.string().nullable() });
export type IdentityInClear = z.infer<typeof identityInClear>;

/** The register of persons: the one place that sees personal data in clear. */
@Injectable()
export class PersonsService {
  constructor(
    @Inject(PersonalData) private readonly personalData: PersonalData,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  /**
   * The persons of these identities, in the same order; who is new is entered. Their rows stay locked until the transaction ends:
   * what is decided about one person is decided one after another. Throws `conflict person_name_differs`.
   */
  async enter(command: Command, identities: readonly Identity[]): Promise<Person[]> {
    const references = identities.map(({ citizen_id }) => this.personalData.reference(citizen_id));
    const fresh = new Map(references.map((reference, i) => [reference, this.newPerson(command, reference, identities[i]!)]));
    await command.tx
      .createQueryBuilder()
      .insert()
      .into(PersonTable)
      .values([...fresh.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1)))
      .orIgnore()
      .updateEntity(false)
      .execute();
    const known = await command.tx.find(PersonTable, {
      where: { reference: In(references) },
      order: { reference: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const byReference = new Map(known.map((person) => [person.reference, person]));
    const persons = references.map((reference) => byReference.get(reference)!);
    for (const [i, person] of persons.entries()) await this.recognise(command, person, identities[i]!);
    return persons;
  }

  /** Keeps a person's row locked until the transaction ends. */
  async hold(tx: EntityManager, id: string): Promise<void> {
    await tx.query('select 1 from person where id = $1 for update', [id]);
  }

  /** In clear, for who may see it; `about`: the record by which they came to ask. Written down in the audit trail before it is shown. */
  async show(request: ParkRequest, personId: string, about: Record<string, string>): Promise<IdentityInClear> {
    return await this.dataSource.transaction(async (tx) => {
      await record(tx, request, 'personal_data_read', { ...about, person_id: personId });
      return await this.identityOf(tx, personId);
    });
  }

  async identityOf(tx: EntityManager, id: string): Promise<IdentityInClear> {
    const { name_sealed, citizen_id_sealed, phone_sealed } = await tx.findOneByOrFail(PersonTable, { id });
    return {
      name: this.personalData.open(name_sealed),
      citizen_id: this.personalData.open(citizen_id_sealed),
      phone: phone_sealed === null ? null : this.personalData.open(phone_sealed),
    };
  }

  private newPerson(command: Command, reference: string, { name, citizen_id, phone }: Identity): Person {
    return {
      id: command.newId(),
      reference,
      name_sealed: this.personalData.seal(name),
      citizen_id_sealed: this.personalData.seal(citizen_id),
      phone_sealed: phone === undefined ? null : this.personalData.seal(phone),
      name_masked: masked(name, 1, 0),
      created_at: command.now,
      updated_at: command.now,
    };
  }

  /** A new phone number is taken from the park's clerks only: an employer does not change what others have said of a person. */
  private async recognise({ tx, actor, now }: Command, person: Person, { name, phone }: Identity): Promise<void> {
    if (this.personalData.open(person.name_sealed) !== name) {
      throw new Refusal('conflict', 'person_name_differs', 'This citizen id is known under another name.', {
        errors: [{ pointer: '/name', detail: 'is not the name that this citizen id is known under' }],
      });
    }
    const isNewPhone = phone !== undefined && (person.phone_sealed === null || this.personalData.open(person.phone_sealed) !== phone);
    if (isNewPhone && isOperator(actor))
      await tx.update(PersonTable, { id: person.id }, { phone_sealed: this.personalData.seal(phone), updated_at: now });
  }
}
