import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSpace1761000000004 implements MigrationInterface {
  name = 'CreateSpace1761000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table building (
        id uuid primary key,
        code text not null constraint building_code unique,
        name text not null,
        floors integer not null,
        gfa_m2 numeric(14, 2) not null,
        land_area_mu numeric(14, 4),
        year_built integer,
        state text not null check (state in ('planned', 'in_service', 'under_renovation', 'retired')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );

      create table renovation (
        id uuid primary key,
        code text not null constraint renovation_code unique,
        name text not null,
        kind text not null check (kind in ('building', 'outdoor')),
        building_id uuid constraint renovation_building references building,
        indoor_area_m2 numeric(14, 2) not null,
        outdoor_area_m2 numeric(14, 2) not null,
        cost_fen bigint,
        started_on date,
        accepted_on date,
        closed_on date,
        state text not null check (state in ('planned', 'in_progress', 'accepted', 'closed', 'cancelled')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((kind = 'building') = (building_id is not null))
      );

      create table unit (
        id uuid primary key,
        code text not null constraint unit_code unique,
        building_id uuid not null constraint unit_building references building,
        parent_unit_id uuid constraint unit_parent references unit,
        floor integer not null,
        usage text not null,
        gfa_m2 numeric(14, 2) not null,
        use_m2 numeric(14, 2) not null check (use_m2 <= gfa_m2),
        rentable boolean not null,
        ref_price_fen_per_m2_day integer not null,
        state text not null check (state in ('draft', 'in_service', 'maintenance', 'self_use', 'retired')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null
      );
      create index unit_by_building on unit (building_id, floor, code);
      create index unit_by_parent on unit (parent_unit_id);

      create sequence code_oc;
      create table occupancy (
        id uuid primary key,
        code text not null constraint occupancy_code unique,
        unit_id uuid not null constraint occupancy_unit references unit,
        building_id uuid not null,
        area_m2 numeric(14, 2) not null,
        start_on date not null,
        end_on date,
        kind text not null,
        source_type text not null,
        source_id uuid,
        hold_expires_at timestamptz,
        state text not null check (state in ('held', 'active', 'completed', 'expired', 'cancelled', 'released')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (end_on is null or end_on >= start_on)
      );
      create index occupancy_by_source on occupancy (source_id);
      create index occupancy_by_unit on occupancy (unit_id, start_on);
      create index occupancy_live on occupancy (building_id) where state in ('held', 'active');
      create index occupancy_due on occupancy (end_on) where state = 'active';
      create index occupancy_hold_due on occupancy (hold_expires_at) where state = 'held';

      create sequence occupancy_slot;
      create table occupancy_claim (
        occupancy_id uuid not null references occupancy,
        unit_id uuid not null references unit,
        period daterange not null,
        slot int8range not null,
        primary key (occupancy_id, unit_id),
        constraint occupancy_claim_overlap exclude using gist (unit_id with =, slot with &&, period with &&)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table occupancy_claim, occupancy, unit, renovation, building; drop sequence code_oc, occupancy_slot');
  }
}
