import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGathering1764000000002 implements MigrationInterface {
  name = 'CreateGathering1764000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table gathering (
        id uuid primary key,
        code text not null constraint gathering_code unique,
        type text not null check (type in ('opening', 'job_fair', 'experience_share', 'roadshow', 'matchmaking', 'competition_promo',
                                           'competition_round', 'training', 'party_activity', 'salon')),
        season_id uuid references season,
        title text not null,
        title_en text,
        venue text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        expected_attendance integer not null check (expected_attendance > 0),
        capacity integer not null check (capacity > 0),
        registration_from timestamptz not null,
        registration_to timestamptz not null,
        is_registration_open boolean not null,
        is_moderated boolean not null,
        hold_minutes integer not null,
        offer_minutes integer not null,
        is_waiting_list_open boolean not null,
        visibility text not null check (visibility in ('internal', 'alliance', 'public')),
        modes text[] not null,
        state text not null check (state in ('draft', 'in_review', 'approved', 'published', 'postponed', 'ongoing', 'ended', 'archived', 'cancelled')),
        permit_no text,
        permit_applied_on date,
        filing_no text,
        filing_filed_on date,
        emergency_plan_sha256 text,
        submitted_by text,
        approved_by text,
        announced_at timestamptz,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (starts_at < ends_at),
        check (registration_from < registration_to and registration_to <= ends_at)
      );
      create index gathering_season on gathering (season_id, starts_at, id);
      create index gathering_starts on gathering (starts_at, id);
      create index gathering_programme on gathering (starts_at, id) where visibility = 'public' and announced_at is not null;
      create index gathering_to_start on gathering (starts_at) where state = 'published';
      create index gathering_to_end on gathering (ends_at) where state = 'ongoing';
      create index gathering_updated on gathering (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table gathering');
  }
}
