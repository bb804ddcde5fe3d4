import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHire1765000000031 implements MigrationInterface {
  name = 'CreateHire1765000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_hi;
      create table hire (
        id uuid primary key,
        code text not null constraint hire_code unique,
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
        offer_id uuid not null references offer constraint hire_offer unique,
        wants_home boolean not null,
        state text not null check (state in ('pending_start', 'started', 'reneged', 'left')),
        agreed_on date not null,
        start_on date not null,
        started_on date,
        probation_until date,
        is_fresh_graduate boolean,
        left_on date,
        within_probation boolean,
        reason text,
        ask_on date,
        asked_day smallint,
        retained boolean,
        retained_basis text check (retained_basis in ('both_sides', 'social_insurance', 'left')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state in ('started', 'left')) = (started_on is not null)),
        check ((started_on is null) = (is_fresh_graduate is null)),
        check (probation_until > started_on),
        check ((state = 'left') = (left_on is not null)),
        check ((left_on is null) = (within_probation is null)),
        check (left_on >= started_on),
        check (state <> 'reneged' or reason is not null),
        check (state = 'started' or ask_on is null),
        check ((retained is null) = (retained_basis is null))
      );
      -- One hire of an application at a time (invariant 9).
      create unique index hire_application on hire (application_id) where state <> 'reneged';
      create index hire_to_ask on hire (ask_on) where ask_on is not null;
      create index hire_candidate on hire (candidate_id, state);
      create index hire_posting on hire (posting_id, state, id);
      create index hire_application_of on hire (application_id);
      create index hire_employer_id on hire (employer_id, code, id);
      create index hire_fair on hire (fair_id, code, id) where fair_id is not null;
      create index hire_source on hire (source, code, id);
      create index hire_decided on hire (retained, code, id);
      create index hire_basis on hire (retained_basis, code, id) where retained_basis is not null;
      create index hire_employer on hire (employer_uscc, code, id);
      create index hire_state on hire (state, code, id);
      create index hire_started on hire (started_on, id);
      create index hire_start on hire (start_on, id);
      create index hire_created on hire (created_at, id);
      create index hire_updated on hire (updated_at, id);

      -- What each side said on a day after the start.
      create table hire_follow_up (
        hire_id uuid not null references hire,
        day smallint not null check (day in (7, 30, 90)),
        said_by text not null check (said_by in ('employer', 'candidate', 'social_insurance')),
        employed boolean not null,
        evidence_sha256 text,
        said_on date not null,
        actor_id text not null,
        primary key (hire_id, day, said_by),
        check (said_by <> 'social_insurance' or evidence_sha256 is not null)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table hire_follow_up, hire; drop sequence code_hi');
  }
}
