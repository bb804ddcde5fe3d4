import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEmployer1762000000004 implements MigrationInterface {
  name = 'CreateEmployer1762000000004';

  async up(db: QueryRunner): Promise<void> {
    // tenants keeps the USCC unique; here it is only looked up by it, so a second registration must not stop the intake.
    await db.query(`
      create table employer (
        entity_id uuid primary key,
        uscc text not null,
        resident boolean not null,
        departed_on date,
        registered_at timestamptz not null
      );
      create index employer_uscc on employer (uscc, registered_at);

      create table employer_departure (
        entity_id uuid not null,
        departed_on date not null,
        event_id text not null,
        primary key (entity_id, departed_on)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table employer, employer_departure');
  }
}
