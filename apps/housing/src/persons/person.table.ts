import { EntitySchema } from 'typeorm';
import type { Person } from './person.ts';

export const PersonTable = new EntitySchema<Person>({
  name: 'person',
  columns: {
    id: { type: 'uuid', primary: true },
    reference: { type: 'text' },
    name_sealed: { type: 'text' },
    citizen_id_sealed: { type: 'text' },
    phone_sealed: { type: 'text', nullable: true },
    name_masked: { type: 'text' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});
