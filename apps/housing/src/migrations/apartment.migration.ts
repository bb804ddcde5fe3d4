import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApartment1762000000001 implements MigrationInterface {
  name = 'CreateApartment1762000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table apartment (
        id uuid primary key,
        code text not null constraint apartment_code unique,
        brand text not null check (brand in ('hiking', 'xihai')),
        building text not null,
        floor smallint not null,
        layout text not null,
        area_m2 numeric(10, 2) not null,
        beds smallint not null check (beds > 0),
        allocatable_as text not null check (allocatable_as in ('whole', 'bed')),
        status text not null check (status in ('in_service', 'maintenance', 'retired')),
        status_since date not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index apartment_status on apartment (status, brand, code);
      create index apartment_updated on apartment (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table apartment');
  }
}
