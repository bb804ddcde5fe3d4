import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOperatingReport1761000000003 implements MigrationInterface {
  name = 'CreateOperatingReport1761000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_or;
      create table operating_report (
        id uuid primary key,
        code text not null constraint operating_report_code unique,
        entity_id uuid not null constraint operating_report_entity references market_entity,
        period text not null,
        revenue_kcny bigint not null,
        tax_total_kcny bigint not null,
        tax_local_kcny bigint not null,
        employees_end integer not null,
        employees_grad_fresh integer not null,
        rd_expense_kcny bigint not null,
        ip_applied integer not null,
        ip_granted integer not null,
        financing_kcny bigint not null,
        export_kcny bigint not null,
        note text,
        state text not null check (state in ('draft', 'submitted', 'returned', 'verified')),
        submitted_by text,
        return_reasons text[] not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint operating_report_period unique (entity_id, period)
      );
      create index operating_report_by_period on operating_report (period, state);
      create index operating_report_updated on operating_report (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table operating_report; drop sequence code_or');
  }
}
