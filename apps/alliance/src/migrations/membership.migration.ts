import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMembership1766000000003 implements MigrationInterface {
  name = 'CreateMembership1766000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_mb;
      create table membership (
        id uuid primary key,
        code text not null constraint membership_code unique,
        organisation_id uuid not null references organisation,
        uscc text not null,
        organisation_name text not null,
        entity_id uuid,
        state text not null check (state in ('proposed', 'invited', 'applied', 'under_review', 'admitted', 'active', 'suspended',
          'exit_requested', 'exit_review', 'exited', 'removed', 'rejected', 'dismissed')),
        role text check (role in ('council', 'standing', 'member', 'observer')),
        charter_version integer references charter (version_number),
        joined_on date,
        ended_on date,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((role is null) = (charter_version is null)),
        check (state not in ('active', 'suspended') or joined_on is not null),
        check ((state in ('exited', 'removed')) = (ended_on is not null))
      );
      create unique index membership_live on membership (organisation_id) where state not in ('exited', 'removed', 'rejected', 'dismissed');
      create index membership_organisation on membership (organisation_id, code, id);
      create index membership_uscc on membership (uscc, code, id);
      create index membership_active on membership (uscc) where state = 'active';
      create index membership_name on membership (organisation_name, id);
      create index membership_state on membership (state, code, id);
      create index membership_role on membership (role, code, id);
      create index membership_created on membership (created_at, id);
      create index membership_updated on membership (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table membership; drop sequence code_mb');
  }
}
