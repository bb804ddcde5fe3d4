import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSeats1764000000003 implements MigrationInterface {
  name = 'CreateSeats1764000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_eq;
      create sequence code_et;
      create table quota (
        id uuid primary key,
        code text not null constraint quota_code unique,
        gathering_id uuid not null references gathering,
        name text not null,
        capacity integer not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint quota_name unique (gathering_id, name)
      );
      create index quota_updated on quota (updated_at, id);

      create table registration_type (
        id uuid primary key,
        code text not null constraint registration_type_code unique,
        gathering_id uuid not null references gathering,
        name text not null,
        name_en text,
        quota_ids uuid[] not null,
        places_at_most smallint not null check (places_at_most > 0),
        is_moderated boolean,
        state text not null check (state in ('active', 'retired')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create unique index registration_type_name on registration_type (gathering_id, name) where state = 'active';
      create index registration_type_gathering on registration_type (gathering_id);
      create index registration_type_updated on registration_type (updated_at, id);
    `);
    // Beside the gathering and its quotas, whose versions and ETags must not change with every registration.
    await db.query(`
      create table seat_counter (
        holder_id uuid primary key,
        gathering_id uuid not null references gathering,
        capacity integer not null,
        used integer not null,
        held integer not null,
        check (used >= 0 and held >= 0),
        constraint seat_counter_not_oversold check (used + held <= capacity)
      );
      create index seat_counter_gathering on seat_counter (gathering_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table seat_counter, registration_type, quota; drop sequence code_eq, code_et');
  }
}
