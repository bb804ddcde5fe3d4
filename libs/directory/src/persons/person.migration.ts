import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreatePerson1761000000001 implements MigrationInterface {
  name = 'CreatePerson1761000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table person (
        id uuid primary key,
        reference text not null constraint person_reference unique,
        name_sealed text not null,
        citizen_id_sealed text not null,
        phone_sealed text,
        name_masked text not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table person');
  }
}

/** For a service with a register of persons. */
export const personMigrations = [CreatePerson1761000000001];
