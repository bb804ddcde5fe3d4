import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLedger1763000000001 implements MigrationInterface {
  name = 'CreateLedger1763000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Every event that was taken in, in the order in which it became known: the inbox, the archive and what projections are derived from.
      create table journal (
        position bigint generated always as identity primary key,
        received_at timestamptz not null,
        source text not null,
        event_id text not null,
        type text not null,
        subject text not null,
        envelope jsonb not null,
        constraint journal_once unique (source, event_id)
      );
      create index journal_received on journal (received_at);

      -- One row: the lock that orders the journal, see docs/adr/0003.
      create table ledger (
        one boolean primary key default true check (one),
        started_at timestamptz not null default now(),
        -- The last place in the journal.
        position bigint not null default 0,
        -- Facts recorded up to this instant will never change again.
        watermark timestamptz,
        -- Counts every change of what can be read.
        revision bigint not null default 0
      );
      insert into ledger default values;

      -- The facts of one kind of subject, by one version of its definition. One is live per kind; one may be derived beside it.
      create table projection (
        id integer generated always as identity primary key,
        kind text not null,
        version integer not null,
        state text not null check (state in ('deriving', 'live', 'retired', 'dropped')),
        -- The last place in the journal that it counts; null where it follows the journal.
        stopped_at bigint,
        -- The watermark when it stopped; null where it follows the journal, or never did.
        stopped_watermark timestamptz,
        -- Events that it was derived from, apart from those since it follows.
        events bigint not null default 0,
        -- The result of the comparison when it replaced another.
        report jsonb,
        started_at timestamptz not null,
        switched_at timestamptz
      );
      create unique index projection_live on projection (kind) where state = 'live';
      create unique index projection_deriving on projection (kind) where state = 'deriving';

      -- The four tables below have one partition per projection, which is dropped with it.
      create table subject (
        projection integer not null,
        id text not null,
        belongs_to text,
        known jsonb not null,
        position bigint not null,
        primary key (projection, id)
      ) partition by list (projection);
      create index subject_group on subject (projection, belongs_to) where belongs_to is not null;

      -- The days on which a subject belongs to a group. The order of the key is that of the question: what of a group lasts beyond a day.
      create table member (
        projection integer not null,
        group_id text not null,
        to_on date not null,
        from_on date not null,
        member text not null,
        as_what jsonb not null,
        primary key (projection, group_id, to_on, from_on, member, as_what)
      ) partition by list (projection);

      -- Only ever added to. No foreign keys: written by one function, and each would cost a look-up a row.
      create table fact (
        projection integer not null,
        position bigint not null,
        ordinal integer not null,
        measure text not null,
        dimensions jsonb not null,
        effective_on date not null,
        recorded_at timestamptz not null,
        delta numeric(18, 2) not null,
        subject text not null,
        primary key (projection, position, ordinal)
      ) partition by list (projection);
      create index fact_measure on fact (projection, measure, position, ordinal);

      -- The facts of a day, summed: reading at "now known" does not grow with the number of facts.
      create table kpi_day (
        projection integer not null,
        measure text not null,
        effective_on date not null,
        dimensions jsonb not null,
        delta numeric(18, 2) not null,
        -- How many facts: what was known earlier is this less the facts that came since, where none is left nothing was known.
        facts bigint not null,
        primary key (projection, measure, effective_on, dimensions)
      ) partition by list (projection);

      create table source (
        service text primary key,
        events bigint not null,
        last_event_at timestamptz not null,
        last_received_at timestamptz not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table source, kpi_day, fact, member, subject, projection, ledger, journal');
  }
}
