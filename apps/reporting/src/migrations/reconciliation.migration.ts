import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReconciliation1763000000002 implements MigrationInterface {
  name = 'CreateReconciliation1763000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table reconciliation_run (
        id bigint generated always as identity primary key,
        ran_at timestamptz not null,
        checks jsonb not null
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table reconciliation_run');
  }
}

/** Deletes runs whose checks have no unit; the schedule makes the next run within minutes. */
export class ForgetUnitlessReconciliations1763000000003 implements MigrationInterface {
  name = 'ForgetUnitlessReconciliations1763000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`delete from reconciliation_run where exists (select from jsonb_array_elements(checks) as one where not one ? 'unit')`);
  }

  async down(): Promise<void> {}
}
