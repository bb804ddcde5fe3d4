import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOrganisation1766000000001 implements MigrationInterface {
  name = 'CreateOrganisation1766000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_og;
      create table organisation (
        id uuid primary key,
        code text not null constraint organisation_code unique,
        uscc text not null constraint organisation_uscc unique,
        name text not null,
        kind text not null check (kind in ('enterprise', 'agency', 'institution', 'social_organisation')),
        entity_id uuid,
        is_resident boolean not null check (entity_id is not null or not is_resident),
        moved_in_on date,
        departed_on date,
        party_org_type text not null check (party_org_type in ('none', 'branch', 'joint_branch', 'general_branch', 'committee')),
        full_members integer not null check (full_members >= 0),
        probationary_members integer not null check (probationary_members >= 0),
        league_org_type text not null check (league_org_type in ('none', 'own', 'joint')),
        league_members integer not null check (league_members >= 0),
        youth integer not null check (youth >= 0),
        has_instructor boolean not null,
        has_liaison boolean not null,
        has_union boolean not null,
        counted_on date,
        secretary_id uuid references person,
        secretary_masked text,
        liaison_id uuid references person,
        liaison_masked text,
        contacts_idle_since date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((secretary_id is null) = (secretary_masked is null)),
        check ((liaison_id is null) = (liaison_masked is null))
      );
      create index organisation_name on organisation (name, id);
      create index organisation_kind on organisation (kind, code, id);
      create index organisation_party_org on organisation (party_org_type, code, id);
      create index organisation_league_org on organisation (league_org_type, code, id);
      create index organisation_resident on organisation (is_resident, code, id);
      create index organisation_secretary on organisation (secretary_id) where secretary_id is not null;
      create index organisation_liaison on organisation (liaison_id) where liaison_id is not null;
      create index organisation_idle on organisation (contacts_idle_since) where contacts_idle_since is not null;
      create index organisation_created on organisation (created_at, id);
      create index organisation_updated on organisation (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table organisation; drop sequence code_og');
  }
}
