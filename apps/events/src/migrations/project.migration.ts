import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProject1764000000010 implements MigrationInterface {
  name = 'CreateProject1764000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_pj;
      create table project (
        id uuid primary key,
        code text not null constraint project_code unique,
        name text not null,
        stage text not null check (stage in ('idea', 'startup')),
        sector text not null,
        applicant_kind text not null check (applicant_kind in ('student', 'enterprise')),
        amount_sought_kcny integer not null check (amount_sought_kcny >= 0),
        organisation_uscc text,
        entity_id uuid,
        founder_id uuid not null,
        founder_masked text not null,
        state text not null check (state in ('active', 'withdrawn')),
        review_ground text check (review_ground in ('organisation_left')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((organisation_uscc is null) = (entity_id is null)),
        check (applicant_kind <> 'enterprise' or entity_id is not null)
      );
      create index project_name on project (name, id);
      create index project_amount on project (amount_sought_kcny, id);
      create index project_sector on project (sector, code, id);
      create index project_organisation on project (organisation_uscc, code, id);
      create index project_active_entity on project (entity_id) where state = 'active';
      create index project_founder on project (founder_id);
      create index project_review on project (review_ground, code, id) where review_ground is not null;
      create index project_created on project (created_at, id);
      create index project_updated on project (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table project; drop sequence code_pj');
  }
}
