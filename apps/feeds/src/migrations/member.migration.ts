import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMember1767000000001 implements MigrationInterface {
  name = 'CreateMember1767000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table member (
        organisation_id uuid primary key,
        log_no integer not null generated always as identity constraint member_log unique,
        uscc text constraint member_uscc unique,
        name text,
        is_open boolean not null default false,
        moved_at timestamptz,
        last_position bigint not null default 0 check (last_position >= 0),
        first_position bigint not null default 1
      ) with (fillfactor = 70);
      create index member_feed on member (coalesce(name, ''), organisation_id) where moved_at is not null;
      comment on column member.moved_at is 'When the feed was opened or closed last; null for an organisation that was never a member';
      comment on column member.last_position is 'Position of the newest entry of its log; 0 while there is none';
      comment on column member.first_position is 'Position of the oldest entry that is kept';

      create table membership (
        membership_id uuid primary key,
        organisation_id uuid not null references member,
        state text not null,
        sequence integer not null
      );
      create index membership_of on membership (organisation_id, state);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table membership; drop table member');
  }
}
