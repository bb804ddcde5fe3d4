import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFair1765000000011 implements MigrationInterface {
  name = 'CreateFair1765000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table fair (
        id uuid primary key,
        code text not null constraint fair_code unique,
        gathering_id uuid not null references gathering constraint fair_gathering unique,
        state text not null check (state in ('draft', 'filed', 'employer_registration', 'booth_selection', 'candidate_registration',
                                             'ongoing', 'closed', 'reported', 'cancelled')),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        is_postponed boolean not null,
        is_timed boolean not null,
        employer_registration_from timestamptz not null,
        booth_selection_from timestamptz not null,
        candidate_registration_from timestamptz not null,
        next_phase_at timestamptz,
        check_in_until timestamptz not null,
        free_cancel_until timestamptz not null,
        hold_minutes integer not null check (hold_minutes > 0),
        offer_minutes integer not null check (offer_minutes > 0),
        filing_no text,
        filed_on date,
        employers_confirmed integer,
        employers integer,
        booth_no_shows integer,
        postings integer,
        headcount integer,
        entries integer,
        resumes integer,
        intentions integer,
        onsite_offers integer,
        report_due_on date,
        is_report_overdue boolean not null,
        reported_on date,
        cancel_reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint fair_phases_in_order check (employer_registration_from < booth_selection_from
          and booth_selection_from < candidate_registration_from and candidate_registration_from < starts_at and starts_at < ends_at),
        check (starts_at < check_in_until and check_in_until <= ends_at and free_cancel_until <= starts_at),
        check ((filing_no is null) = (filed_on is null)),
        check (state in ('draft', 'cancelled') or filing_no is not null),
        check ((state in ('closed', 'reported')) = (report_due_on is not null)),
        check ((state = 'reported') = (reported_on is not null)),
        check ((state = 'cancelled') = (cancel_reason is not null))
      );
      create index fair_next_phase on fair (next_phase_at) where next_phase_at is not null;
      create index fair_check_in on fair (check_in_until) where state = 'ongoing' and is_timed;
      create index fair_report_due on fair (report_due_on) where state = 'closed' and is_timed and not is_report_overdue;
      create index fair_starts on fair (starts_at, id);
      create index fair_state on fair (state, starts_at, id);
      create index fair_updated on fair (updated_at, id);
      create index fair_created on fair (created_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table fair');
  }
}
