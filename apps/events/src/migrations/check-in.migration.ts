import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCheckIn1764000000005 implements MigrationInterface {
  name = 'CreateCheckIn1764000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_el;
      create table check_in_list (
        id uuid primary key,
        code text not null constraint check_in_list_code unique,
        gathering_id uuid not null references gathering,
        name text not null,
        gate text not null,
        opens_at timestamptz not null,
        closes_at timestamptz not null,
        type_ids uuid[] not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (opens_at < closes_at),
        constraint check_in_list_name unique (gathering_id, name)
      );
      create index check_in_list_opens on check_in_list (opens_at, id);
      create index check_in_list_updated on check_in_list (updated_at, id);
    `);
    // Columns in the order in which a recordset of it is inserted.
    await db.query(`
      create table check_in (
        id uuid primary key,
        list_id uuid not null references check_in_list,
        registration_id uuid references registration,
        device_id text not null,
        scan_id text not null,
        scanned_at timestamptz not null,
        uploaded_at timestamptz not null,
        offline boolean not null,
        result text not null check (result in ('ok', 'already', 'wrong_list', 'wrong_time', 'not_confirmed', 'invalid')),
        reverted_at timestamptz,
        check (result <> 'ok' or registration_id is not null),
        constraint check_in_scan unique (device_id, scan_id)
      );
      create unique index check_in_once on check_in (list_id, registration_id) where result = 'ok' and reverted_at is null;
      create index check_in_registration on check_in (registration_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table check_in, check_in_list; drop sequence code_el');
  }
}
