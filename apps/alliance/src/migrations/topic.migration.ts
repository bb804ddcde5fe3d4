import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTopic1766000000021 implements MigrationInterface {
  name = 'CreateTopic1766000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_to;
      create table topic (
        id uuid primary key,
        code text not null constraint topic_code unique,
        meeting_id uuid not null references meeting,
        membership_id uuid not null references membership,
        member_uscc text not null,
        member_name text not null,
        mode text not null check (mode in ('org_building', 'industry_promotion', 'member_management', 'service_promotion', 'resource_sharing',
                                           'youth_league_building')),
        title text not null,
        state text not null check (state in ('submitted', 'on_agenda', 'declined', 'withdrawn', 'adopted', 'not_adopted', 'deferred')),
        agenda_number integer check (agenda_number > 0),
        submitted_on date not null,
        decided_on date,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (state not in ('on_agenda', 'adopted', 'not_adopted') or agenda_number is not null),
        check (state <> 'declined' or reason is not null)
      );
      create unique index topic_agenda on topic (meeting_id, agenda_number) where agenda_number is not null;
      create index topic_deferred on topic (id) where state = 'deferred';
      create index topic_open_of_member on topic (membership_id) where state in ('submitted', 'deferred');
      create index topic_meeting on topic (meeting_id, state, id);
      create index topic_member on topic (membership_id, code, id);
      create index topic_uscc on topic (member_uscc, code, id);
      create index topic_state on topic (state, code, id);
      create index topic_mode on topic (mode, code, id);
      create index topic_submitted on topic (submitted_on, id);
      create index topic_created on topic (created_at, id);
      create index topic_updated on topic (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table topic; drop sequence code_to');
  }
}
