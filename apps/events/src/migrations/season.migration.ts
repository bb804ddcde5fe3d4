import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSeason1764000000001 implements MigrationInterface {
  name = 'CreateSeason1764000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table season (
        id uuid primary key,
        code text not null constraint season_code unique,
        name text not null,
        name_en text,
        starts_on date not null,
        ends_on date not null,
        state text not null check (state in ('planned', 'published', 'closed', 'cancelled')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (starts_on < ends_on)
      );
      create index season_starts on season (starts_on, id);
      create index season_updated on season (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table season');
  }
}
