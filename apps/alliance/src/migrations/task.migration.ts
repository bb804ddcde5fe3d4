import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTask1766000000023 implements MigrationInterface {
  name = 'CreateTask1766000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ta;
      create table task (
        id uuid primary key,
        code text not null constraint task_code unique,
        resolution_id uuid not null references resolution,
        owner_membership_id uuid not null references membership,
        owner_uscc text not null,
        owner_name text not null,
        title text not null,
        due_on date not null,
        state text not null check (state in ('assigned', 'in_progress', 'submitted', 'accepted', 'cancelled')),
        evidence_sha256 text,
        submitted_on date,
        submitted_by text,
        accepted_on date,
        is_late boolean,
        reason text,
        is_overdue boolean not null,
        overdue_told_on date,
        next_overdue_on date not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (state not in ('submitted', 'accepted') or submitted_on is not null),
        check (state not in ('assigned', 'in_progress') or submitted_on is null),
        check ((state = 'accepted') = (accepted_on is not null)),
        check ((state = 'accepted') = (is_late is not null)),
        check (not is_overdue or state in ('assigned', 'in_progress')),
        check (overdue_told_on > due_on and overdue_told_on < next_overdue_on)
      );
      create index task_overdue_next on task (next_overdue_on) where state in ('assigned', 'in_progress');
      create index task_resolution on task (resolution_id, state, id);
      create index task_owner on task (owner_membership_id, due_on, id);
      create index task_uscc on task (owner_uscc, due_on, id);
      create index task_state on task (state, due_on, id);
      create index task_overdue on task (due_on, id) where is_overdue;
      create index task_due on task (due_on, id);
      create index task_created on task (created_at, id);
      create index task_updated on task (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table task; drop sequence code_ta');
  }
}
