import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLog1767000000002 implements MigrationInterface {
  name = 'CreateLog1767000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What leaves the park, once for all members. Numbers are given under the lock of fan_out, in the order of commits.
      create table feed_event (
        event_no bigint generated always as identity primary key,
        event_id uuid not null,
        type text not null,
        subject uuid not null,
        sequence integer not null,
        occurred_at timestamptz not null,
        received_at timestamptz not null,
        modes text[] not null,
        topics text[] not null,
        resources uuid[] not null,
        json text not null
      );
      create index feed_event_received on feed_event (received_at);
      create index feed_event_type on feed_event (type, event_no);

      -- Positions of a log count from 1 without gaps.
      create table log_entry (
        log_no integer not null,
        position bigint not null,
        event_no bigint not null,
        appended_at timestamptz not null,
        is_backfill boolean not null,
        primary key (log_no, position) include (event_no, is_backfill),
        constraint log_entry_once unique (log_no, event_no)
      );

      -- The row is the lock under which events are numbered and logs grow; its version tells of changed subscriptions and members.
      create table fan_out (
        one boolean primary key default true check (one),
        version bigint not null
      );
      insert into fan_out (version) values (1);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table fan_out; drop table log_entry; drop table feed_event');
  }
}
