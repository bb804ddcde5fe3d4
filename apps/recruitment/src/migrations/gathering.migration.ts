import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGathering1765000000010 implements MigrationInterface {
  name = 'CreateGathering1765000000010';

  async up(db: QueryRunner): Promise<void> {
    // Events of registrations may come in before those of their gathering, so a check-in has no foreign key to it.
    await db.query(`
      create table gathering (
        id uuid primary key,
        code text not null,
        type text not null,
        state text not null,
        title text,
        starts_at timestamptz,
        ends_at timestamptz
      );
      create index gathering_code on gathering (code);

      create table gathering_check_in (
        registration_id uuid not null,
        list_id uuid not null,
        gathering_id uuid not null,
        came_on date not null,
        places smallint not null,
        primary key (registration_id, list_id)
      );
      create index gathering_check_in_gathering on gathering_check_in (gathering_id, registration_id, came_on) include (places);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table gathering_check_in, gathering');
  }
}
