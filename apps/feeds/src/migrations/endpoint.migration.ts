import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEndpoint1767000000005 implements MigrationInterface {
  name = 'CreateEndpoint1767000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ep;
      create table endpoint (
        id uuid primary key,
        code text not null constraint endpoint_code unique,
        organisation_id uuid not null references member,
        uscc text not null,
        log_no integer not null references member (log_no),
        name text not null,
        url text not null check (length(url) <= 2000),
        state text not null check (state in ('pending_verification', 'active', 'degraded', 'paused', 'disabled', 'revoked')),
        "order" text not null check ("order" in ('per_aggregate', 'unordered')),
        rate_per_minute integer check (rate_per_minute between 1 and 60000),
        concurrency integer not null check (concurrency between 1 and 32),
        position bigint not null check (position >= 0),
        failures integer not null check (failures >= 0),
        failing_since timestamptz,
        last_acknowledged_at timestamptz,
        disabled_reason text check (disabled_reason in ('failing', 'gone', 'operator')),
        reason text,
        old_secret_valid_until timestamptz,
        allowed_rate integer check (allowed_rate > 0),
        verified_at timestamptz,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'disabled') = (disabled_reason is not null)),
        check (state not in ('active', 'degraded') or verified_at is not null),
        check ((failures = 0) = (failing_since is null))
      ) with (fillfactor = 50);
      comment on column endpoint.position is 'All entries of the log up to it were sent: acknowledged, or kept as a delivery';
      create index endpoint_live on endpoint (organisation_id) where state <> 'revoked';
      create index endpoint_sending on endpoint (id) where state in ('active', 'degraded');
      create index endpoint_failing on endpoint (failing_since) where state in ('active', 'degraded') and failing_since is not null;
      create index endpoint_log on endpoint (log_no);
      create index endpoint_uscc on endpoint (uscc, code, id);
      create index endpoint_state on endpoint (state, code, id);
      create index endpoint_organisation on endpoint (organisation_id, code, id);
      create index endpoint_name on endpoint (name, id);
      create index endpoint_created on endpoint (created_at, id);
      create index endpoint_updated on endpoint (updated_at, id);

      -- Signing secrets, sealed. The one without an end is the present one; one that was rotated signs until its end.
      create table endpoint_secret (
        id uuid primary key,
        endpoint_id uuid not null references endpoint,
        sealed text not null,
        created_at timestamptz not null,
        valid_until timestamptz
      );
      create unique index endpoint_secret_present on endpoint_secret (endpoint_id) where valid_until is null;
      create index endpoint_secret_of on endpoint_secret (endpoint_id);
      create index endpoint_secret_until on endpoint_secret (valid_until) where valid_until is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table endpoint_secret; drop table endpoint; drop sequence code_ep');
  }
}
