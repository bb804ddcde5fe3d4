import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEmployer1765000000001 implements MigrationInterface {
  name = 'CreateEmployer1765000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_em;
      create table employer (
        id uuid primary key,
        code text not null constraint employer_code unique,
        uscc text not null constraint employer_uscc unique,
        name text not null,
        kind text not null check (kind in ('enterprise', 'branch', 'hr_agency', 'institution')),
        industry_code text not null,
        state text not null check (state in ('registered', 'in_review', 'verified', 'rejected')),
        entity_id uuid,
        is_resident boolean not null check (entity_id is not null or not is_resident),
        departed_on date,
        papers jsonb not null,
        papers_valid_until date,
        submitted_by text,
        rejection_reason text,
        no_show_days date[] not null,
        sits_out_after date,
        banned_until date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'rejected') = (rejection_reason is not null)),
        check (state in ('registered', 'rejected') or jsonb_array_length(papers) > 0)
      );
      create index employer_state on employer (state, code, id);
      create index employer_entity on employer (entity_id);
      create index employer_name on employer (name, id);
      create index employer_papers on employer (papers_valid_until) where state = 'verified';
      create index employer_banned on employer (banned_until, code, id) where banned_until is not null;
      create index employer_created on employer (created_at, id);
      create index employer_updated on employer (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table employer; drop sequence code_em');
  }
}
