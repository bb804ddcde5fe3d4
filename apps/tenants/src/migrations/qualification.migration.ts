import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateQualification1761000000002 implements MigrationInterface {
  name = 'CreateQualification1761000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create extension if not exists btree_gist;
      create sequence code_ql;
      create table qualification (
        id uuid primary key,
        code text not null constraint qualification_code unique,
        entity_id uuid not null constraint qualification_entity references market_entity,
        type text not null,
        level text,
        certificate_no text not null,
        valid_from date not null,
        valid_to date not null check (valid_to > valid_from),
        verification text not null,
        state text not null check (state in ('valid', 'expired', 'revoked')),
        reminded_days integer,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint qualification_overlap exclude using gist (entity_id with =, type with =, daterange(valid_from, valid_to) with &&)
          where (state <> 'revoked')
      );
      create index qualification_certificate on qualification (certificate_no);
      create index qualification_due on qualification (valid_to) where state = 'valid';
      create index qualification_updated on qualification (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table qualification; drop sequence code_ql');
  }
}
