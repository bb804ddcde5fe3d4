import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApplication1765000000023 implements MigrationInterface {
  name = 'CreateApplication1765000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ap;
      create table application (
        id uuid primary key,
        code text not null constraint application_code unique,
        posting_id uuid not null references posting,
        employer_id uuid not null references employer,
        employer_uscc text not null,
        entity_id uuid,
        industry_code text not null,
        candidate_id uuid not null references candidate,
        candidate_masked text not null,
        resume_version integer,
        source text not null check (source in ('web', 'fair_scan', 'referral', 'import')),
        fair_id uuid references fair,
        applied_on date not null,
        state text not null check (state in ('submitted', 'screening', 'shortlisted', 'interviewing', 'offer_pending', 'offered', 'hired',
                                             'on_hold', 'rejected', 'withdrawn')),
        stage text not null check (stage in ('submitted', 'screening', 'shortlisted', 'interviewing', 'offer_pending', 'offered', 'hired')),
        stage_since timestamptz not null,
        reached_shortlist boolean not null,
        rejection_reason text,
        offer_id uuid constraint application_offer unique,
        hired_on date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint application_once unique (candidate_id, posting_id),
        check (state in ('on_hold', 'rejected', 'withdrawn') or state = stage),
        check ((state = 'rejected') = (rejection_reason is not null)),
        check ((state = 'hired') = (offer_id is not null)),
        check ((offer_id is null) = (hired_on is null))
      );
      create index application_posting on application (posting_id, state, id);
      create index application_employer on application (employer_uscc, applied_on, id);
      create index application_employer_id on application (employer_id, applied_on, id);
      create index application_fair on application (fair_id, state, id) where fair_id is not null;
      create index application_state on application (state, applied_on, id);
      create index application_source on application (source, applied_on, id);
      create index application_industry on application (industry_code, applied_on, id);
      create index application_applied on application (applied_on, id);
      create index application_created on application (created_at, id);
      create index application_updated on application (updated_at, id);

      create table application_stage (
        application_id uuid not null references application,
        number integer not null,
        entered_at timestamptz not null,
        from_state text,
        to_state text not null,
        seconds_in_stage bigint,
        actor_id text not null,
        primary key (application_id, number)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table application_stage, application; drop sequence code_ap');
  }
}
