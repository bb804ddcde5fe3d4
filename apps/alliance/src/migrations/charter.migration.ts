import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCharter1766000000002 implements MigrationInterface {
  name = 'CreateCharter1766000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ct;
      create table charter (
        id uuid primary key,
        code text not null constraint charter_code unique,
        title text not null,
        sha256 text not null,
        version_number integer not null constraint charter_version_number unique check (version_number > 0),
        state text not null check (state in ('draft', 'in_force', 'superseded')),
        drafted_by text not null,
        in_force_from date,
        in_force_until date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'draft') = (in_force_from is null)),
        check ((state = 'superseded') = (in_force_until is not null))
      );
      create unique index charter_in_force on charter (state) where state = 'in_force';
      create index charter_state on charter (state, version_number, id);
      create index charter_created on charter (created_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table charter; drop sequence code_ct');
  }
}
