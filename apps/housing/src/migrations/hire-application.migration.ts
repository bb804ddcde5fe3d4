import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHireApplication1762000000006 implements MigrationInterface {
  name = 'CreateHireApplication1762000000006';

  async up(db: QueryRunner): Promise<void> {
    // The default serves instances of the version before, which go on inserting until they are replaced.
    await db.query(`
      alter table application
        add column source text not null default 'direct' check (source in ('direct', 'hire')),
        add column offer_id uuid constraint application_of_offer unique,
        add check ((source = 'hire') = (offer_id is not null)),
        drop constraint application_review_ground_check,
        add constraint application_review_ground check (review_ground in ('employer_left', 'hire_reneged'));
      alter table tenancy
        drop constraint tenancy_review_ground_check,
        add constraint tenancy_review_ground check (review_ground in ('employer_left', 'hire_reneged'));
      -- Whether somebody has an open application already, drafts included.
      create index application_open_of_applicant on application (applicant_id, product)
        where state in ('draft', 'submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered');
      create index application_source on application (source, applied_at, id);

      -- What recruitment told of accepted offers whose candidates want a home. Names nobody.
      create table hire_application (
        offer_id uuid primary key,
        event_id text not null,
        correlation_id text not null,
        traceparent text,
        candidate_id uuid not null,
        employer_uscc text,
        start_on date,
        state text not null check (state in ('due', 'done', 'refused')),
        attempts integer not null,
        next_try_at timestamptz not null,
        reason text,
        application_id uuid references application,
        is_linked boolean not null,
        reneged_on date,
        received_at timestamptz not null,
        check ((state = 'done') = (application_id is not null)),
        check (state <> 'due' or start_on is not null),
        check (state <> 'refused' or reason is not null)
      );
      create index hire_application_due on hire_application (next_try_at, offer_id) where state = 'due';
      create index hire_application_state on hire_application (state, offer_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table hire_application;
      drop index application_open_of_applicant, application_source;
      alter table application drop column source, drop column offer_id, drop constraint application_review_ground,
        add constraint application_review_ground_check check (review_ground in ('employer_left'));
      alter table tenancy drop constraint tenancy_review_ground,
        add constraint tenancy_review_ground_check check (review_ground in ('employer_left'));
    `);
  }
}
