import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans that are approved and have not begun can be withdrawn, with their terms: others may have the days then. */
export class WithdrawRotationPlan1766000000041 implements MigrationInterface {
  name = 'WithdrawRotationPlan1766000000041';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table rotation_plan
        add column reason text,
        drop constraint rotation_plan_state_check,
        add constraint rotation_plan_states check (state in ('draft', 'approved', 'completed', 'withdrawn')),
        add constraint rotation_plan_withdrawn check ((state = 'withdrawn') = (reason is not null)),
        drop constraint rotation_plan_days,
        add constraint rotation_plan_days exclude using gist (daterange(start_on, end_on) with &&) where (state in ('approved', 'completed'));
      alter table rotation_term
        drop constraint rotation_term_state_check,
        add constraint rotation_term_states check (state in ('planned', 'active', 'handed_over', 'skipped', 'withdrawn')),
        drop constraint rotation_term_check1,
        add constraint rotation_term_started check (state = 'skipped' or (state in ('planned', 'withdrawn')) = (started_on is null)),
        drop constraint rotation_term_days,
        add constraint rotation_term_days exclude using gist (daterange(start_on, end_on) with &&)
          where (state not in ('skipped', 'withdrawn') or started_on is not null);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table rotation_term
        drop constraint rotation_term_days,
        add constraint rotation_term_days exclude using gist (daterange(start_on, end_on) with &&)
          where (state <> 'skipped' or started_on is not null),
        drop constraint rotation_term_started,
        add constraint rotation_term_check1 check (state = 'skipped' or (state = 'planned') = (started_on is null)),
        drop constraint rotation_term_states,
        add constraint rotation_term_state_check check (state in ('planned', 'active', 'handed_over', 'skipped'));
      alter table rotation_plan
        drop constraint rotation_plan_days,
        add constraint rotation_plan_days exclude using gist (daterange(start_on, end_on) with &&) where (state <> 'draft'),
        drop column reason,
        drop constraint rotation_plan_states,
        add constraint rotation_plan_state_check check (state in ('draft', 'approved', 'completed'));
    `);
  }
}
