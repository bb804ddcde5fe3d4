import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePosting1765000000020 implements MigrationInterface {
  name = 'CreatePosting1765000000020';

  async up(db: QueryRunner): Promise<void> {
    // Only approved content is published: posting_approved holds even if the code forgets it.
    await db.query(`
      create sequence code_jp;
      create table posting (
        id uuid primary key,
        code text not null constraint posting_code unique,
        employer_id uuid not null references employer,
        employer_uscc text not null,
        entity_id uuid,
        industry_code text not null,
        fair_id uuid references fair,
        title text not null,
        category text not null check (category in ('technology', 'production', 'sales', 'service', 'administration', 'finance', 'design',
                                                   'research', 'other')),
        headcount integer not null check (headcount > 0),
        salary_min_fen bigint not null check (salary_min_fen >= 0),
        salary_max_fen bigint not null,
        education text not null check (education in ('none', 'secondary', 'vocational', 'junior_college', 'bachelor', 'master', 'doctor')),
        experience_years smallint not null check (experience_years >= 0),
        location text not null,
        terms text not null,
        fee_fen bigint not null check (fee_fen >= 0),
        closes_on date not null,
        state text not null check (state in ('draft', 'in_review', 'rejected', 'published', 'paused', 'closed', 'archived')),
        content_version integer not null check (content_version > 0),
        approved_version integer check (approved_version <= content_version),
        rules_version text,
        findings jsonb not null,
        submitted_by text,
        rejected_rules text[] not null,
        rejection_reason text,
        published_on date,
        filled integer not null check (filled >= 0),
        close_reason text check (close_reason in ('filled', 'expired', 'withdrawn', 'employer_left')),
        closed_on date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint posting_salary check (salary_min_fen <= salary_max_fen),
        constraint posting_headcount check (filled <= headcount),
        constraint posting_approved check (state not in ('published', 'paused') or coalesce(approved_version = content_version, false)),
        constraint posting_free check (state not in ('published', 'paused') or fee_fen = 0),
        check (state not in ('published', 'paused') or published_on is not null),
        check ((state = 'rejected') = (rejection_reason is not null)),
        check ((state in ('closed', 'archived')) = (close_reason is not null)),
        check ((close_reason is null) = (closed_on is null))
      );
      create index posting_state on posting (state, code, id);
      create index posting_employer on posting (employer_id, state, id);
      create index posting_uscc on posting (employer_uscc, code, id);
      create index posting_fair on posting (fair_id, code, id) where fair_id is not null;
      create index posting_industry on posting (industry_code, code, id);
      create index posting_category on posting (category, code, id);
      create index posting_education on posting (education, code, id);
      create index posting_close_reason on posting (close_reason, code, id) where close_reason is not null;
      create index posting_title on posting (title, id);
      create index posting_closes_on on posting (closes_on, id);
      create index posting_runs_out on posting (closes_on) where published_on is not null and state not in ('closed', 'archived');
      create index posting_to_archive on posting (closed_on) where state = 'closed';
      create index posting_created on posting (created_at, id);
      create index posting_updated on posting (updated_at, id);

      create table opening (
        posting_id uuid not null references posting,
        number integer not null check (number > 0),
        state text not null check (state in ('open', 'filled', 'closed')),
        opened_on date not null,
        filled_on date,
        offer_id uuid constraint opening_offer unique,
        application_id uuid constraint opening_application unique,
        primary key (posting_id, number),
        check ((state = 'filled') = (offer_id is not null)),
        check ((offer_id is null) = (application_id is null)),
        check ((offer_id is null) = (filled_on is null))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table opening, posting; drop sequence code_jp');
  }
}
