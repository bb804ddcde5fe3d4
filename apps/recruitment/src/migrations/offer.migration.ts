import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOffer1765000000030 implements MigrationInterface {
  name = 'CreateOffer1765000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_of;
      create table offer (
        id uuid primary key,
        code text not null constraint offer_code unique,
        posting_id uuid not null references posting,
        employer_id uuid not null references employer,
        employer_uscc text not null,
        entity_id uuid,
        industry_code text not null,
        candidate_id uuid not null references candidate,
        candidate_masked text not null,
        source text not null,
        fair_id uuid,
        applied_on date not null,
        application_id uuid not null references application,
        offer_version integer not null check (offer_version > 0),
        state text not null check (state in ('draft', 'approved', 'extended', 'accepted', 'declined', 'expired', 'withdrawn', 'deprecated')),
        salary_fen bigint not null check (salary_fen >= 0),
        start_on date not null,
        drafted_by text not null,
        expires_at timestamptz,
        extended_on date,
        answered_on date,
        opening integer,
        wants_home boolean not null,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint offer_version_once unique (application_id, offer_version),
        check ((expires_at is null) = (extended_on is null)),
        check (state not in ('extended', 'accepted', 'declined', 'expired') or extended_on is not null),
        check ((state = 'accepted') = (opening is not null)),
        check ((state in ('accepted', 'declined', 'expired')) = (answered_on is not null)),
        check (state = 'accepted' or not wants_home),
        check ((state in ('declined', 'withdrawn')) = (reason is not null))
      );
      -- At most one live offer of an application (invariant 4). An accepted one leaves it: after a hire that did not start another can be drafted.
      create unique index offer_live on offer (application_id) where state in ('draft', 'approved', 'extended');
      create index offer_runs_out on offer (expires_at) where state = 'extended';
      create index offer_accepted on offer (answered_on) where state = 'accepted';
      create index offer_candidate on offer (candidate_id, state);
      create index offer_posting on offer (posting_id, state, id);
      create index offer_employer_id on offer (employer_id, code, id);
      create index offer_fair on offer (fair_id, code, id) where fair_id is not null;
      create index offer_source on offer (source, code, id);
      create index offer_employer on offer (employer_uscc, code, id);
      create index offer_state on offer (state, code, id);
      create index offer_start on offer (start_on, id);
      create index offer_created on offer (created_at, id);
      create index offer_updated on offer (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table offer; drop sequence code_of');
  }
}
