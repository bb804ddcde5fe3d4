import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMatchRequest1764000000021 implements MigrationInterface {
  name = 'CreateMatchRequest1764000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists btree_gist');
    // A meeting that was held keeps its table and its time: a file must not put another one beside it later.
    const stands = `state in ('scheduled', 'held', 'followed_up')`;
    await db.query(`
      create sequence code_mr;
      create table match_request (
        id uuid primary key,
        code text not null constraint match_request_code unique,
        gathering_id uuid not null references gathering,
        investor_id uuid not null references investor,
        project_id uuid not null references project,
        entity_id uuid,
        sector text not null,
        asked_by text not null check (asked_by in ('investor', 'project')),
        message text,
        state text not null check (state in ('requested', 'accepted', 'scheduled', 'held', 'followed_up', 'declined', 'expired', 'cancelled',
                                             'no_show')),
        requested_on date not null,
        expires_at timestamptz not null,
        table_no smallint check (table_no > 0),
        starts_at timestamptz,
        ends_at timestamptz,
        meeting_number smallint check (meeting_number > 0),
        met_on date,
        investor_interest smallint check (investor_interest between 0 and 3),
        project_interest smallint check (project_interest between 0 and 3),
        absent text check (absent in ('investor', 'project', 'both')),
        follow_up_outcome text check (follow_up_outcome in ('no_interest', 'in_contact', 'negotiating', 'deal')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (starts_at < ends_at),
        check ((table_no is null) = (starts_at is null) and (starts_at is null) = (ends_at is null)),
        check ((${stands}) = (meeting_number is not null)),
        check (not (${stands} or state = 'no_show') or table_no is not null),
        check ((state in ('held', 'followed_up')) = (met_on is not null)),
        constraint match_request_table exclude using gist (gathering_id with =, table_no with =, tstzrange(starts_at, ends_at) with &&)
          where (${stands}),
        constraint match_request_investor exclude using gist (investor_id with =, tstzrange(starts_at, ends_at) with &&) where (${stands}),
        constraint match_request_project exclude using gist (project_id with =, tstzrange(starts_at, ends_at) with &&) where (${stands})
      );
      create unique index match_request_open on match_request (gathering_id, investor_id, project_id)
        where state in ('requested', 'accepted', 'scheduled');
      create unique index match_request_meeting_number on match_request (gathering_id, investor_id, meeting_number)
        where meeting_number is not null;
      create index match_request_open_investor on match_request (investor_id) where state in ('requested', 'accepted', 'scheduled');
      create index match_request_expiry on match_request (expires_at) where state = 'requested';
      create index match_request_pair on match_request (gathering_id, investor_id, project_id, requested_on);
      create index match_request_by_state on match_request (gathering_id, state, id);
      create index match_request_gathering on match_request (gathering_id, requested_on, id);
      create index match_request_of_investor on match_request (investor_id, requested_on, id);
      create index match_request_of_project on match_request (project_id, requested_on, id);
      create index match_request_state on match_request (state, requested_on, id);
      create index match_request_requested on match_request (requested_on, id);
      create index match_request_starts on match_request (starts_at) where starts_at is not null;
      create index match_request_met on match_request (met_on) where met_on is not null;
      create index match_request_created on match_request (created_at, id);
      create index match_request_updated on match_request (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table match_request; drop sequence code_mr');
  }
}
