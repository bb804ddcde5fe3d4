import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProject1766000000033 implements MigrationInterface {
  name = 'CreateProject1766000000033';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_pr;
      create table project (
        id uuid primary key,
        code text not null constraint project_code unique,
        membership_id uuid not null references membership,
        member_uscc text not null,
        member_name text not null,
        partners uuid[] not null check (not membership_id = any (partners)),
        need_id uuid references need,
        mode text not null check (mode in ('org_building', 'industry_promotion', 'member_management', 'service_promotion',
          'resource_sharing', 'youth_league_building')),
        title text not null,
        due_on date not null,
        budget_kcny integer not null check (budget_kcny >= 0),
        state text not null check (state in ('proposed', 'approved', 'in_progress', 'completed', 'evaluated', 'cancelled', 'rejected')),
        proposed_by text not null,
        started_on date,
        is_overdue boolean not null,
        overdue_from date,
        completed_on date,
        result text,
        score smallint check (score between 1 and 5),
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state in ('approved', 'in_progress')) = (overdue_from is not null)),
        check (state in ('approved', 'in_progress') or not is_overdue),
        check ((state in ('completed', 'evaluated')) = (completed_on is not null) and (completed_on is null) = (result is null)),
        check ((state = 'evaluated') = (score is not null)),
        check (state not in ('cancelled', 'rejected') or reason is not null)
      );
      create index project_member on project (membership_id, code, id);
      create index project_uscc on project (member_uscc, code, id);
      create index project_not_begun on project (membership_id) where state in ('proposed', 'approved');
      create index project_partners on project using gin (partners);
      create index project_need on project (need_id, code, id) where need_id is not null;
      create index project_state on project (state, code, id);
      create index project_mode on project (mode, code, id);
      create index project_overdue on project (code, id) where is_overdue;
      create index project_overdue_from on project (overdue_from) where overdue_from is not null;
      create index project_due on project (due_on, id);
      create index project_created on project (created_at, id);
      create index project_updated on project (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table project; drop sequence code_pr');
  }
}
