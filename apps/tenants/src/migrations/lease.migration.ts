import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLease1761000000005 implements MigrationInterface {
  name = 'CreateLease1761000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ls;
      create table lease (
        id uuid primary key,
        code text not null constraint lease_code unique,
        entity_id uuid not null constraint lease_entity references market_entity,
        units jsonb not null,
        start_on date not null,
        end_on date not null check (end_on > start_on),
        cycle text not null,
        rent_free_days integer not null,
        deposit_fen bigint not null,
        renewal_of_id uuid constraint lease_renewal references lease,
        annual_amount_fen bigint not null,
        monthly_rent_fen bigint not null,
        discount_pct numeric(7, 2) not null,
        approval_route text not null,
        state text not null check (state in ('draft', 'in_approval', 'rejected', 'pending_signature', 'signed', 'active', 'renewed', 'expired', 'holdover',
          'ending', 'settled', 'closed', 'void')),
        submitted_by text,
        sign_on date,
        file_sha256 text,
        deposit_received_fen bigint not null,
        reminded_days integer,
        ended_on date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index lease_by_entity on lease (entity_id);
      create index lease_by_state on lease (state, end_on);
      create index lease_updated on lease (updated_at, id);
      create unique index lease_renewed_once on lease (renewal_of_id) where state not in ('rejected', 'void');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table lease; drop sequence code_ls');
  }
}
