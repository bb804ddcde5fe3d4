import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerVersion } from '../subjects/measures.ts';

export class CreateLedger1763000000001 implements MigrationInterface {
  name = 'CreateLedger1763000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Every event that was taken in, in the order in which it became known: the inbox, the archive and what a rebuild reads.
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

      -- What the journal comes to by one version of the definitions. One is live; one may be building beside it.
      create table projection (
        version integer primary key,
        state text not null check (state in ('building', 'live', 'retired')),
        ledger_version integer not null,
        position bigint not null default 0,
        -- Facts recorded up to this instant will never change again.
        watermark timestamptz,
        -- Counts every change of what can be read.
        revision bigint not null default 0,
        -- What the rebuild that made it found.
        rebuilt jsonb,
        started_at timestamptz not null,
        switched_at timestamptz
      );
      create unique index projection_live on projection (state) where state = 'live';
      create unique index projection_building on projection (state) where state = 'building';
      -- An empty ledger is one of the present definitions.
      insert into projection (version, state, ledger_version, started_at) values (1, 'live', ${ledgerVersion}, now());

      create table subject (
        projection integer not null,
        kind text not null,
        id text not null,
        belongs_to text,
        known jsonb not null,
        position bigint not null,
        primary key (projection, kind, id)
      );
      create index subject_group on subject (projection, kind, belongs_to) where belongs_to is not null;

      -- Only ever added to; dropped as a whole with its projection. No foreign keys: written by one function, and each would cost a look-up a row.
      create table fact (
        projection integer not null,
        position bigint not null,
        ordinal integer not null,
        measure text not null,
        dimensions jsonb not null,
        effective_on date not null,
        recorded_at timestamptz not null,
        delta numeric(18, 2) not null,
        kind text not null,
        subject text not null,
        primary key (projection, position, ordinal)
      );
      create index fact_measure on fact (projection, measure, position, ordinal);

      -- The facts of a day, summed: reading at "now known" does not grow with the number of facts.
      create table kpi_day (
        projection integer not null,
        measure text not null,
        effective_on date not null,
        dimensions jsonb not null,
        delta numeric(18, 2) not null,
        primary key (projection, measure, effective_on, dimensions)
      );

      create table source (
        service text primary key,
        events bigint not null,
        last_event_at timestamptz not null,
        last_received_at timestamptz not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table source, kpi_day, fact, subject, projection, journal');
  }
}
