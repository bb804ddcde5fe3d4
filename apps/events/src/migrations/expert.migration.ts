import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateExpert1764000000011 implements MigrationInterface {
  name = 'CreateExpert1764000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ex;
      create table expert (
        id uuid primary key,
        code text not null constraint expert_code unique,
        fields text[] not null,
        term_from date not null,
        term_to date not null,
        employer_uscc text,
        employer_entity_id uuid,
        subject text,
        person_id uuid not null,
        person_masked text not null,
        state text not null check (state in ('active', 'ended')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (term_from < term_to),
        check ((employer_uscc is null) = (employer_entity_id is null))
      );
      create unique index expert_person on expert (person_id) where state = 'active';
      create unique index expert_subject on expert (subject) where state = 'active';
      create index expert_by_person on expert (person_id);
      create index expert_by_subject on expert (subject);
      create index expert_to_end on expert (term_to) where state = 'active';
      create index expert_term on expert (term_to, id);
      create index expert_employer on expert (employer_uscc, code, id);
      create index expert_created on expert (created_at, id);
      create index expert_updated on expert (updated_at, id);
    `);
    // Columns in the order in which a record of it is inserted.
    await db.query(`
      create table expert_tie (
        id uuid primary key,
        expert_id uuid not null references expert,
        kind text not null check (kind in ('invested', 'mentored')),
        entity_id uuid,
        project_id uuid references project,
        declared_at timestamptz not null,
        check ((entity_id is null) <> (project_id is null)),
        constraint expert_tie_once unique nulls not distinct (expert_id, kind, entity_id, project_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table expert_tie, expert; drop sequence code_ex');
  }
}
