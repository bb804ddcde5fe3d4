import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDoor1767000000004 implements MigrationInterface {
  name = 'CreateDoor1767000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_dr;
      create table door (
        id uuid primary key,
        code text not null constraint door_code unique,
        organisation_id uuid not null references member,
        log_no integer not null references member (log_no),
        kind text not null check (kind in ('pull', 'sse', 'webhook')),
        sent bigint,
        acknowledged bigint,
        moved_at timestamptz,
        attempted integer not null,
        delivered integer not null,
        failed integer not null,
        latencies integer[] not null,
        tally_from timestamptz not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint door_once unique (log_no, kind)
      ) with (fillfactor = 70);
      create index door_due on door (tally_from);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table door; drop sequence code_dr');
  }
}
