/** The tables of the event backbone; every service that publishes or listens lists these migrations before its own. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutbox1760000000001 implements MigrationInterface {
  name = 'CreateOutbox1760000000001';

  async up(db: QueryRunner): Promise<void> {
    // Partitioned by month: a month is what retention drops, and what a newcomer or an auditor reads. See docs/adr/0002.
    await db.query(`
      create table outbox (
        position bigint generated always as identity,
        tx xid8 not null default pg_current_xact_id(),
        event_id uuid not null,
        aggregate text not null,
        aggregate_id uuid not null,
        version integer not null,
        type text not null,
        effective_on date not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null default clock_timestamp(),
        visibility text not null,
        actor_id text not null,
        actor_type text not null,
        organisation text not null,
        correlation_id text not null,
        causation_id text,
        traceparent text,
        request_id text not null,
        address text,
        data jsonb not null,
        primary key (position, recorded_at)
      ) partition by range (recorded_at);
      create index outbox_tx on outbox (tx);
      create index outbox_aggregate on outbox (aggregate_id, version);
      create table outbox_other partition of outbox default;

      create table relay_checkpoint (
        one boolean primary key default true check (one),
        version bigint not null default 0,
        system_identifier text not null,
        snapshot pg_snapshot not null,
        window_to pg_snapshot,
        window_after bigint,
        restored_to bigint not null default 0,
        resent_to bigint not null default 0,
        moved_at timestamptz not null default now(),
        check ((window_to is null) = (window_after is null))
      );

      -- Events that Kafka refused for good. They are not sent again by themselves.
      create table outbox_refused (
        position bigint primary key,
        event_id uuid not null,
        type text not null,
        reason text not null,
        refused_at timestamptz not null default now()
      );

      -- Sends all that is there after a position again, in its order, and then goes on with what is written from now on. The lock makes the
      -- cut clean: nobody is writing, so what has a higher position later is of a transaction that the new snapshot does not see.
      create function outbox_republish(after bigint default 0) returns void language plpgsql set lock_timeout = '2s' as $$
      begin
        lock table outbox in share mode;
        update relay_checkpoint set
          version = version + 1,
          system_identifier = (select s.system_identifier::text from pg_control_system() s),
          snapshot = pg_current_snapshot(),
          window_to = null,
          window_after = null,
          resent_to = after,
          restored_to = coalesce((select max(position) from outbox), 0),
          moved_at = now();
      end $$;

      -- Attached, because that takes no lock that a writer of the outbox waits for: only the default partition is locked, which nobody writes
      -- to while the months are prepared in time. What it took while a month was missing is moved. Fails with 55P03 where a lock is not
      -- free soon; ask again.
      create function outbox_prepare_month(day date) returns void language plpgsql set lock_timeout = '200ms' as $$
      declare
        first timestamptz := date_trunc('month', day)::timestamp at time zone 'UTC';
        next timestamptz := (date_trunc('month', day) + interval '1 month')::timestamp at time zone 'UTC';
        name text := 'outbox_' || to_char(day, 'YYYY_MM');
      begin
        if to_regclass(name) is not null then return; end if;
        lock table outbox_other in access exclusive mode;
        execute format('create table %I (like outbox including defaults including constraints)', name);
        execute format('with moved as (delete from outbox_other where recorded_at >= %L and recorded_at < %L returning *)
                        insert into %I select * from moved', first, next, name);
        execute format('alter table outbox attach partition %I for values from (%L) to (%L)', name, first, next);
      end $$;
      select outbox_prepare_month((now() at time zone 'UTC')::date);
      select outbox_prepare_month(((now() at time zone 'UTC') + interval '1 month')::date);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table outbox, outbox_refused, relay_checkpoint; drop function outbox_prepare_month, outbox_republish');
  }
}

export class CreateInbox1760000000002 implements MigrationInterface {
  name = 'CreateInbox1760000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table inbox (
        source text not null,
        event_id text not null,
        received_at timestamptz not null,
        primary key (source, event_id)
      );
      create index inbox_age on inbox (received_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table inbox');
  }
}

export class CreateParking1760000000003 implements MigrationInterface {
  name = 'CreateParking1760000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table parked (
        id bigint generated always as identity primary key,
        topic text not null,
        partition integer not null,
        "offset" bigint not null,
        key text,
        type text,
        event_id text,
        headers jsonb not null,
        value text,
        state text not null check (state in ('parked', 'behind', 'replayed', 'discarded')),
        reason text not null,
        attempts integer not null default 0,
        parked_at timestamptz not null,
        settled_at timestamptz,
        unique (topic, partition, "offset")
      );
      create index parked_waiting on parked (topic, key, id) where state in ('parked', 'behind');
      create index parked_settled on parked (settled_at) where settled_at is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table parked');
  }
}

export class RecordParkedHandling1760000000004 implements MigrationInterface {
  name = 'RecordParkedHandling1760000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table parked add column handled jsonb not null default '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table parked drop column handled');
  }
}

export class CreateIntakeProgress1760000000005 implements MigrationInterface {
  name = 'CreateIntakeProgress1760000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The highest sequence that came of each aggregate, also of types that nobody handles here, and those below it that did not come.
      create table intake_sequence (
        source text not null,
        subject text not null,
        last integer not null,
        missing int4multirange not null,
        gap_at timestamptz,
        primary key (source, subject)
      );
      create index intake_sequence_gap on intake_sequence (gap_at) where gap_at is not null;

      -- Reading the archive of a publisher: how far that is, and up to which offsets of each partition Kafka is covered by it.
      create table intake_catch_up (
        topic text primary key,
        covered jsonb not null,
        cursor text,
        begun_at timestamptz not null,
        finished_at timestamptz
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table intake_sequence, intake_catch_up');
  }
}

/** For a service that publishes. */
export const outboxMigrations = [CreateOutbox1760000000001];
/** For a service that listens and keeps an inbox of its own kind. */
export const parkingMigrations = [CreateParking1760000000003, RecordParkedHandling1760000000004, CreateIntakeProgress1760000000005];
/** For a service that listens. */
export const intakeMigrations = [CreateInbox1760000000002, ...parkingMigrations];
