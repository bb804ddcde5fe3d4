import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDelivery1767000000006 implements MigrationInterface {
  name = 'CreateDelivery1767000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Entries that were sent to an endpoint and are not acknowledged: tried again, held behind an earlier one of their aggregate, or given up.
      create table delivery (
        endpoint_id uuid not null references endpoint,
        position bigint not null,
        event_no bigint not null,
        is_backfill boolean not null,
        event_id uuid not null,
        type text not null,
        subject uuid not null,
        state text not null check (state in ('waiting', 'held', 'given_up')),
        attempts integer not null,
        attempted_at timestamptz,
        next_at timestamptz,
        last_error text,
        given_up_at timestamptz,
        primary key (endpoint_id, position),
        check ((state = 'waiting') = (next_at is not null)),
        check ((state = 'given_up') = (given_up_at is not null))
      ) with (fillfactor = 70);
      create index delivery_due on delivery (endpoint_id, next_at) where state = 'waiting';
      create index delivery_subject on delivery (endpoint_id, subject, position) where state in ('waiting', 'held');
      create index delivery_state on delivery (endpoint_id, state, position);
      create index delivery_given_up on delivery (endpoint_id, given_up_at) where state = 'given_up';
      create index delivery_given_up_at on delivery (given_up_at) where state = 'given_up';

      -- One row a request. Ids are UUIDs of version 7: in the order in which the attempts ended.
      create table attempt (
        id uuid primary key,
        endpoint_id uuid not null,
        position bigint,
        event_id uuid not null,
        type text not null,
        kind text not null check (kind in ('first', 'retry', 'resend', 'replay', 'test')),
        at timestamptz not null,
        status smallint,
        duration_ms integer not null,
        outcome text not null check (outcome in ('acknowledged', 'failed')),
        error text,
        answer text not null,
        check ((outcome = 'failed') = (error is not null))
      );
      create index attempt_of on attempt (endpoint_id, id);
      create index attempt_position on attempt (endpoint_id, position, id);
      create index attempt_failed on attempt (endpoint_id, id) where outcome = 'failed';
      create index attempt_kind on attempt (endpoint_id, kind, id) where kind <> 'first';
      create index attempt_at on attempt (at);

      -- Ranges of a log that are sent to an endpoint once more.
      create table replay (
        id uuid primary key,
        endpoint_id uuid not null references endpoint,
        next_position bigint not null,
        to_position bigint not null,
        attempts integer not null default 0,
        next_at timestamptz not null,
        created_at timestamptz not null
      );
      create index replay_of on replay (endpoint_id, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table replay; drop table attempt; drop table delivery');
  }
}
