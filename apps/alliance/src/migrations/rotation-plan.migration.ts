import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRotationPlan1766000000010 implements MigrationInterface {
  name = 'CreateRotationPlan1766000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists btree_gist');
    await db.query(`
      create table rotation_plan (
        id uuid primary key,
        code text not null constraint rotation_plan_code unique,
        period text not null check (period in ('month', 'quarter')),
        start_on date not null,
        end_on date not null,
        members uuid[] not null,
        substitutes uuid[] not null,
        state text not null check (state in ('draft', 'approved', 'completed')),
        drafted_by text not null,
        approved_on date,
        completed_on date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (start_on < end_on),
        check ((state = 'draft') = (approved_on is null)),
        check ((state = 'completed') = (completed_on is not null)),
        constraint rotation_plan_days exclude using gist (daterange(start_on, end_on) with &&) where (state <> 'draft')
      );
      create index rotation_plan_end on rotation_plan (end_on) where state = 'approved';
      create index rotation_plan_state on rotation_plan (state, start_on, id);
      create index rotation_plan_start on rotation_plan (start_on, id);
      create index rotation_plan_created on rotation_plan (created_at, id);
      create index rotation_plan_updated on rotation_plan (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table rotation_plan');
  }
}
