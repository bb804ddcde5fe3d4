/** The tables behind the kit's manners; every service lists this migration first. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateServiceKit1760000000000 implements MigrationInterface {
  name = 'CreateServiceKit1760000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table idempotency_key (
        scope text primary key,
        fingerprint text not null,
        answer jsonb,
        created_at timestamptz not null
      );
      create index idempotency_key_age on idempotency_key (created_at);

      create table audit_entry (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        action text not null,
        actor_id text not null,
        actor_type text not null,
        organisation text not null,
        request_id text not null,
        address text not null,
        target text not null,
        detail jsonb not null
      );

      create index audit_entry_age on audit_entry (at);
      create index audit_entry_denied on audit_entry (at) where action = 'denied';

      create table import_job (
        id uuid primary key,
        kind text not null,
        policy text not null check (policy in ('all_or_nothing', 'skip_bad_rows')),
        dry_run boolean not null,
        state text not null check (state in ('queued', 'running', 'done', 'rejected', 'failed')),
        file_name text,
        content bytea,
        sha256 text not null,
        rows integer not null,
        processed integer not null default 0,
        created integer not null default 0,
        updated integer not null default 0,
        unchanged integer not null default 0,
        bad integer not null default 0,
        actor jsonb not null,
        request_id text not null,
        created_at timestamptz not null,
        started_at timestamptz,
        finished_at timestamptz,
        failure text
      );
      create index import_job_age on import_job (finished_at);
      create index import_job_file on import_job (finished_at) where content is not null;
      create index import_job_open on import_job (created_at) where state in ('queued', 'running');

      create table import_error (
        job_id uuid not null references import_job on delete cascade,
        line integer not null,
        "column" text not null,
        code text not null,
        message text not null,
        primary key (job_id, line, "column", code)
      );

      create table job_refusal (
        job text not null,
        row_id uuid not null,
        code text not null,
        detail text not null,
        tries integer not null,
        refused_at timestamptz not null,
        retry_at timestamptz not null,
        primary key (job, row_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table idempotency_key, audit_entry, import_error, import_job, job_refusal');
  }
}

export class CreateIdempotencyClaim1760000000006 implements MigrationInterface {
  name = 'CreateIdempotencyClaim1760000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Claims an Idempotency-Key until the transaction ends, and reads its answer; \`fingerprint\` is null where there is none. Volatile, so that
      -- the second statement sees what the last holder of the lock committed, although the caller's statement began before that.
      create function idempotency_claim(key text, out free boolean, out fingerprint text, out answer jsonb) language plpgsql volatile as $$
      begin
        free := pg_try_advisory_xact_lock(hashtextextended(key, 7));
        if free then
          select k.fingerprint, k.answer into fingerprint, answer from idempotency_key k where k.scope = key;
        end if;
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop function idempotency_claim');
  }
}

export class KeepCharsetOfImports1760000000007 implements MigrationInterface {
  name = 'KeepCharsetOfImports1760000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table import_job add column charset text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table import_job drop column charset');
  }
}

/** A statement of the service, be it by mistake or by an intruder, cannot change what it has recorded. Who owns the table can take the rule away. */
export class KeepAuditEntries1760000000008 implements MigrationInterface {
  name = 'KeepAuditEntries1760000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Entries go when their time is over (jobs/forget-old.store.ts), the first of them after 400 days.
      create function audit_kept() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and old.at < now() - interval '399 days' then
          return old;
        end if;
        raise exception 'audit_entry is only ever added to' using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_kept before update or delete on audit_entry for each row execute function audit_kept();
      create trigger audit_kept_whole before truncate on audit_entry for each statement execute function audit_kept();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop trigger audit_kept_whole on audit_entry; drop trigger audit_kept on audit_entry; drop function audit_kept');
  }
}

export class CreateImportSaid1760000000009 implements MigrationInterface {
  name = 'CreateImportSaid1760000000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What files have said of a record, by the columns of its import: a file that says it again changes nothing.
      create table import_said (
        kind text not null,
        key text not null,
        said jsonb not null,
        primary key (kind, key)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table import_said');
  }
}

export const serviceKitMigrations = [
  CreateServiceKit1760000000000,
  CreateIdempotencyClaim1760000000006,
  KeepCharsetOfImports1760000000007,
  KeepAuditEntries1760000000008,
  CreateImportSaid1760000000009,
];
