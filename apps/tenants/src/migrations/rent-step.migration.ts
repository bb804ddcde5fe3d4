import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The price of a lease by steps. */
export class AddRentSteps1764000000007 implements MigrationInterface {
  name = 'AddRentSteps1764000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table lease add column rent_steps jsonb not null default '[]', add column next_step_on date;
      create index lease_step_due on lease (next_step_on) where state in ('active', 'ending') and next_step_on is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table lease drop column rent_steps, drop column next_step_on');
  }
}
