import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBoothApplication1765000000013 implements MigrationInterface {
  name = 'CreateBoothApplication1765000000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ba;
      create table booth_application (
        id uuid primary key,
        code text not null constraint booth_application_code unique,
        fair_id uuid not null references fair,
        gathering_id uuid not null,
        employer_id uuid not null references employer,
        employer_uscc text not null,
        entity_id uuid,
        industry_code text not null,
        state text not null check (state in ('draft', 'submitted', 'changes_requested', 'approved', 'booth_held', 'waitlisted', 'offered',
                                             'confirmed', 'checked_in', 'completed', 'rejected', 'cancelled', 'late_cancelled', 'no_show')),
        posting_ids uuid[] not null,
        headcount integer not null check (headcount >= 0),
        booth_id uuid,
        zone text,
        expires_at timestamptz,
        waitlist_number integer,
        wanted_class text check (wanted_class in ('standard', 'vip', 'strategic')),
        wanted_zone text,
        missed_booth_ids uuid[] not null,
        confirmed_at timestamptz,
        checked_in_at timestamptz,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        foreign key (booth_id, fair_id) references booth (id, fair_id),
        check ((booth_id is null) = (zone is null)),
        check ((state in ('booth_held', 'offered')) = (expires_at is not null)),
        check (state not in ('booth_held', 'offered', 'confirmed', 'checked_in', 'completed', 'no_show') or booth_id is not null),
        check (state not in ('waitlisted', 'offered') or waitlist_number is not null),
        check (state not in ('confirmed', 'checked_in', 'completed', 'no_show') or confirmed_at is not null),
        check (state not in ('checked_in', 'completed') or checked_in_at is not null)
      );
      create unique index booth_application_live on booth_application (fair_id, employer_uscc)
        where state not in ('rejected', 'cancelled', 'late_cancelled');
      create unique index booth_application_booth on booth_application (booth_id)
        where state in ('booth_held', 'offered', 'confirmed', 'checked_in', 'completed');
      create unique index booth_application_waitlist on booth_application (fair_id, waitlist_number);
      create index booth_application_waiting on booth_application (fair_id, waitlist_number) where state = 'waitlisted';
      create index booth_application_expiry on booth_application (expires_at) where expires_at is not null;
      create index booth_application_expiry_of_fair on booth_application (fair_id, expires_at) where expires_at is not null;
      create index booth_application_to_come on booth_application (fair_id) where state = 'confirmed';
      create index booth_application_fair on booth_application (fair_id, state, id);
      create index booth_application_employer on booth_application (employer_id, created_at, id);
      create index booth_application_uscc on booth_application (employer_uscc, created_at, id);
      create index booth_application_state on booth_application (state, created_at, id);
      create index booth_application_created on booth_application (created_at, id);
      create index booth_application_updated on booth_application (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table booth_application; drop sequence code_ba');
  }
}
