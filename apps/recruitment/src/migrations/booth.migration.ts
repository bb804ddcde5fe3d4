import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBooth1765000000012 implements MigrationInterface {
  name = 'CreateBooth1765000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table booth (
        id uuid primary key,
        code text not null,
        fair_id uuid not null references fair,
        zone text not null,
        class text not null check (class in ('standard', 'vip', 'strategic')),
        power_w integer not null check (power_w >= 0),
        size_m2 numeric(8, 2) not null check (size_m2 >= 0),
        status text not null check (status in ('available', 'blocked')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint booth_code unique (fair_id, code),
        constraint booth_of_fair unique (id, fair_id)
      );
      create index booth_by_code on booth (code, id);
      create index booth_class on booth (class, code, id);
      create index booth_status on booth (status, code, id);
      create index booth_zone on booth (zone, code, id);
      create index booth_created on booth (created_at, id);
      create index booth_updated on booth (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table booth');
  }
}
