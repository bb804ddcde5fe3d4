import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateResource1766000000031 implements MigrationInterface {
  name = 'CreateResource1766000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists btree_gist');
    await db.query(`
      create sequence code_re;
      create table resource (
        id uuid primary key,
        code text not null constraint resource_code unique,
        membership_id uuid not null references membership,
        member_uscc text not null,
        member_name text not null,
        mode text not null check (mode in ('org_building', 'industry_promotion', 'member_management', 'service_promotion',
          'resource_sharing', 'youth_league_building')),
        category text not null check (category in ('venue', 'mentor', 'equipment', 'vehicle', 'policy', 'financing', 'market', 'talent',
          'technology', 'training', 'volunteers', 'other')),
        title text not null,
        capacity integer not null check (capacity > 0),
        unit text not null,
        instant boolean not null,
        listed_until date,
        state text not null check (state in ('draft', 'listed', 'delisted')),
        listed_on date,
        delisted_on date,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'draft') = (listed_on is null)),
        check ((state = 'delisted') = (delisted_on is not null))
      );
      create index resource_member on resource (membership_id, code, id);
      create index resource_uscc on resource (member_uscc, code, id);
      create index resource_state on resource (state, code, id);
      create index resource_mode on resource (mode, code, id);
      create index resource_category on resource (category, code, id);
      create index resource_listed on resource (category, listed_on, id) where state = 'listed';
      create index resource_delisted on resource (category, delisted_on, id) where state = 'delisted';
      create index resource_offered on resource (membership_id, listed_on) where state <> 'draft';
      create index resource_until on resource (listed_until) where state = 'listed';
      create index resource_created on resource (created_at, id);
      create index resource_updated on resource (updated_at, id);
      create table resource_slot (
        id uuid primary key,
        resource_id uuid not null references resource,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        state text not null check (state in ('free', 'reserved', 'used', 'removed')),
        claim_id uuid,
        updated_at timestamptz not null,
        check (starts_at < ends_at),
        check ((state in ('reserved', 'used')) = (claim_id is not null)),
        constraint resource_slot_of_resource unique (id, resource_id),
        constraint resource_slot_overlaps exclude using gist (resource_id with =, tstzrange(starts_at, ends_at) with &&)
          where (state <> 'removed')
      );
      create index resource_slot_free on resource_slot (resource_id, starts_at) where state = 'free';
      create index resource_slot_resource on resource_slot (resource_id, starts_at, id);
      create index resource_slot_state on resource_slot (state, starts_at, id);
      create index resource_slot_starts on resource_slot (starts_at, id);
      create index resource_slot_updated on resource_slot (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table resource_slot; drop table resource; drop sequence code_re');
  }
}
