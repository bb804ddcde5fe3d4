import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMeeting1766000000020 implements MigrationInterface {
  name = 'CreateMeeting1766000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_jm;
      create table meeting (
        id uuid primary key,
        code text not null constraint meeting_code unique,
        meeting_on date not null,
        state text not null check (state in ('draft', 'topics_open', 'agenda_fixed', 'reported', 'convened', 'minutes_published', 'closed',
                                             'cancelled')),
        topics_opened_on date,
        topics_until date,
        agenda_fixed_on date,
        reported_on date,
        report_sha256 text,
        present_count integer check (present_count >= quorum),
        excused_count integer check (excused_count >= 0),
        absent_count integer check (absent_count >= 0),
        quorum integer,
        previous_meeting_id uuid references meeting,
        minutes_sha256 text,
        resolutions_reported integer,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (topics_opened_on <= meeting_on - 7),
        check (topics_until <= meeting_on - 2),
        check (reported_on <= meeting_on - 2),
        check ((topics_opened_on is null) = (topics_until is null)),
        check ((state in ('convened', 'minutes_published', 'closed')) = (quorum is not null)),
        check ((quorum is null) = (present_count is null)),
        check ((state = 'closed') = (resolutions_reported is not null)),
        check ((state = 'cancelled') = (reason is not null))
      );
      create unique index meeting_day on meeting (meeting_on) where state <> 'cancelled';
      create index meeting_held on meeting (meeting_on) where state in ('convened', 'minutes_published', 'closed');
      create index meeting_open on meeting (meeting_on) where state = 'topics_open';
      create index meeting_previous on meeting (previous_meeting_id) where previous_meeting_id is not null;
      create index meeting_state on meeting (state, meeting_on, id);
      create index meeting_by_day on meeting (meeting_on, id);
      create index meeting_created on meeting (created_at, id);
      create index meeting_updated on meeting (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table meeting; drop sequence code_jm');
  }
}
