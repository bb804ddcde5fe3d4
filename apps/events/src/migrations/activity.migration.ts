import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddActivity1764000000030 implements MigrationInterface {
  name = 'AddActivity1764000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table gathering add column activity_id uuid constraint gathering_activity unique');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('alter table gathering drop column activity_id');
  }
}
