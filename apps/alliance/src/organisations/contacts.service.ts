import { identityInClear, PersonsService } from '@park/directory';
import { record, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Organisation } from './organisation.ts';

export const contactsInClear = z.object({ secretary: identityInClear.nullable(), liaison: identityInClear.nullable() });
export type ContactsInClear = z.infer<typeof contactsInClear>;

/** The persons of an organisation in clear. */
@Injectable()
export class ContactsService {
  constructor(
    @Inject(PersonsService) private readonly persons: PersonsService,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  /** Recorded before it is answered. */
  async show(request: ParkRequest, { id, secretary_id, liaison_id }: Organisation): Promise<ContactsInClear> {
    return await this.dataSource.transaction(async (tx) => {
      await record(tx, request, 'personal_data_read', { organisation_id: id, secretary_id, liaison_id });
      const inClear = (personId: string | null) => (personId === null ? null : this.persons.identityOf(tx, personId));
      return { secretary: await inClear(secretary_id), liaison: await inClear(liaison_id) };
    });
  }
}
