import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePerson1762000000002 implements MigrationInterface {
  name = 'CreatePerson1762000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table person (
        id uuid primary key,
        reference text not null constraint person_reference unique,
        name_sealed text not null,
        citizen_id_sealed text not null,
        phone_sealed text,
        name_masked text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table person');
  }
}
