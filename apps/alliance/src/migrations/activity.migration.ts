import type { MigrationInterface, QueryRunner } from 'typeorm';

const modes = ['org_building', 'industry_promotion', 'member_management', 'service_promotion', 'resource_sharing', 'youth_league_building'];
/** Of the six, each at most once. */
const modesThatStand = modes.map((mode) => `('${mode}' = any (modes))::int`).join(' + ');

export class CreateActivity1766000000040 implements MigrationInterface {
  name = 'CreateActivity1766000000040';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ac;
      create table activity (
        id uuid primary key,
        code text not null constraint activity_code unique,
        title text not null,
        modes text[] not null constraint activity_modes check (cardinality(modes) >= 1 and cardinality(modes) = ${modesThatStand}),
        state text not null check (state in ('draft', 'published', 'held', 'cancelled')),
        membership_id uuid not null references membership,
        member_uscc text not null,
        host_membership_ids uuid[] not null constraint activity_hosts
          check (cardinality(host_membership_ids) between 1 and 10 and membership_id = any (host_membership_ids)),
        cohost_membership_ids uuid[] not null check (not cohost_membership_ids && host_membership_ids),
        place text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        activity_on date not null,
        expected_participants integer not null check (expected_participants > 0),
        has_gathering boolean not null,
        gathering_id uuid constraint activity_gathering_once unique check (gathering_id is null or has_gathering),
        published_at timestamptz,
        attendance integer check (attendance >= 0),
        attendance_by_member jsonb,
        others integer check (others >= 0),
        evidence_sha256 text,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (starts_at < ends_at),
        check (state = 'draft' or published_at is not null or state = 'cancelled'),
        check (attendance is null or state = 'held'),
        check ((attendance is null) = (attendance_by_member is null) and (attendance is null) = (others is null)),
        check ((state = 'cancelled') = (reason is not null))
      );
      create index activity_starts on activity (starts_at, id);
      create index activity_state on activity (state, starts_at, id);
      create index activity_member on activity (member_uscc, starts_at, id);
      create index activity_membership on activity (membership_id, starts_at, id);
      create index activity_has_gathering on activity (has_gathering, starts_at, id);
      create index activity_by_mode on activity using gin (modes);
      create index activity_by_host on activity using gin (host_membership_ids);
      create index activity_ahead_by_host on activity using gin (host_membership_ids, cohost_membership_ids) where state in ('draft', 'published');
      create index activity_on on activity (activity_on) where state in ('published', 'held');
      create index activity_title on activity (title, id);
      create index activity_created on activity (created_at, id);
      create index activity_updated on activity (updated_at, id);
    `);
    // The gatherings of activities, as the events service tells of them. Events of registrations may come in before those of their
    // gathering: each writes the row, whose lock is what lets a late check-in and the count at the end follow each other.
    await db.query(`
      create table activity_gathering (
        gathering_id uuid primary key,
        activity_id uuid constraint activity_gathering_activity unique,
        state text,
        has_ended boolean not null
      );
      create table activity_check_in (
        registration_id uuid not null,
        list_id uuid not null,
        gathering_id uuid not null,
        entity_id uuid,
        came_on date not null,
        places smallint not null,
        primary key (registration_id, list_id)
      );
      create index activity_check_in_gathering on activity_check_in (gathering_id, registration_id, came_on) include (places, entity_id);
      create index organisation_entity on organisation (entity_id) where entity_id is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index organisation_entity; drop table activity_check_in, activity_gathering, activity; drop sequence code_ac');
  }
}
