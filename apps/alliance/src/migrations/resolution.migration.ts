import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateResolution1766000000022 implements MigrationInterface {
  name = 'CreateResolution1766000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_rs;
      create table resolution (
        id uuid primary key,
        code text not null constraint resolution_code unique,
        meeting_id uuid not null references meeting,
        topic_id uuid not null references topic,
        owner_membership_id uuid not null references membership,
        owner_uscc text not null,
        owner_name text not null,
        title text not null,
        mode text not null check (mode in ('org_building', 'industry_promotion', 'member_management', 'service_promotion', 'resource_sharing',
                                           'youth_league_building')),
        due_on date not null,
        state text not null check (state in ('adopted', 'fulfilled', 'dropped')),
        progress text check (progress in ('on_track', 'delayed', 'done', 'blocked')),
        reported_on date,
        fulfilled_on date,
        is_late boolean,
        dropped_by_meeting_id uuid references meeting,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((progress is null) = (reported_on is null)),
        check ((state = 'fulfilled') = (fulfilled_on is not null)),
        check ((state = 'fulfilled') = (is_late is not null)),
        check ((state = 'dropped') = (dropped_by_meeting_id is not null)),
        constraint resolution_title unique (topic_id, title)
      );
      create index resolution_meeting on resolution (meeting_id, state, id);
      create index resolution_owner on resolution (owner_membership_id, due_on, id);
      create index resolution_uscc on resolution (owner_uscc, due_on, id);
      create index resolution_state on resolution (state, due_on, id);
      create index resolution_progress on resolution (progress, due_on, id);
      create index resolution_mode on resolution (mode, due_on, id);
      create index resolution_due on resolution (due_on, id);
      create index resolution_created on resolution (created_at, id);
      create index resolution_updated on resolution (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table resolution; drop sequence code_rs');
  }
}
