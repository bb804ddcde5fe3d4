import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateConsent1765000000022 implements MigrationInterface {
  name = 'CreateConsent1765000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_co;
      create table consent (
        id uuid primary key,
        code text not null constraint consent_code unique,
        candidate_id uuid not null references candidate,
        purpose text not null check (purpose in ('application', 'housing', 'follow_up')),
        employer_id uuid references employer,
        employer_uscc text,
        state text not null check (state in ('given', 'withdrawn')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((purpose = 'application') = (employer_id is not null)),
        check ((employer_id is null) = (employer_uscc is null))
      );
      create unique index consent_given on consent (candidate_id, purpose, employer_id) nulls not distinct where state = 'given';
      create index consent_candidate on consent (candidate_id, code, id);
      create index consent_seen_by on consent (employer_uscc, candidate_id) where state = 'given';
      create index consent_uscc on consent (employer_uscc, code, id) where employer_uscc is not null;
      create index consent_purpose on consent (purpose, code, id);
      create index consent_employer on consent (employer_id, code, id);
      create index consent_state on consent (state, code, id);
      create index consent_created on consent (created_at, id);
      create index consent_updated on consent (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table consent; drop sequence code_co');
  }
}
