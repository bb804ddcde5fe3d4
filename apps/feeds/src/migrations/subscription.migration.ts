import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSubscription1767000000003 implements MigrationInterface {
  name = 'CreateSubscription1767000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_sb;
      create table subscription (
        id uuid primary key,
        code text not null constraint subscription_code unique,
        organisation_id uuid not null references member,
        uscc text not null,
        log_no integer not null references member (log_no),
        name text not null,
        types text[] not null,
        modes text[] not null,
        topics text[] not null,
        resources uuid[] not null,
        start text not null check (start in ('now', 'time', 'beginning')),
        start_at timestamptz,
        state text not null check (state in ('catching_up', 'active', 'ended')),
        caught_up_to bigint,
        backfilled integer not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((start = 'time') = (start_at is not null)),
        check ((state = 'catching_up') = (caught_up_to is not null))
      );
      create index subscription_live on subscription (log_no) where state <> 'ended';
      create index subscription_behind on subscription (id) where state = 'catching_up';
      create index subscription_uscc on subscription (uscc, code, id);
      create index subscription_state on subscription (state, code, id);
      create index subscription_organisation on subscription (organisation_id, code, id);
      create index subscription_name on subscription (name, id);
      create index subscription_created on subscription (created_at, id);
      create index subscription_updated on subscription (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table subscription; drop sequence code_sb');
  }
}
