import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRotationTerm1766000000011 implements MigrationInterface {
  name = 'CreateRotationTerm1766000000011';

  async up(db: QueryRunner): Promise<void> {
    // One chair on a day: of the terms that have their days, no two share one, whichever plan they belong to. Two terms exchange their
    // members in one statement, so a member's one term in a cycle is checked at its end.
    await db.query(`
      create sequence code_rt;
      create table rotation_term (
        id uuid primary key,
        code text not null constraint rotation_term_code unique,
        plan_id uuid not null references rotation_plan,
        number integer not null check (number > 0),
        kind text not null check (kind in ('cycle', 'substitute', 'acting')),
        membership_id uuid not null references membership,
        organisation_id uuid not null,
        member_uscc text not null,
        member_name text not null,
        start_on date not null,
        end_on date not null,
        state text not null check (state in ('planned', 'active', 'handed_over', 'skipped')),
        started_on date,
        handed_over_on date,
        to_membership_id uuid,
        note_sha256 text,
        activities integer check (activities >= 0),
        ground text check (ground in ('excused', 'not_active')),
        substitute_membership_id uuid,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (start_on < end_on),
        check (state = 'skipped' or (state = 'planned') = (started_on is null)),
        check ((state = 'handed_over') = (handed_over_on is not null)),
        check ((state = 'handed_over') = (activities is not null)),
        check ((state = 'skipped') = (ground is not null)),
        check ((state = 'skipped') = (substitute_membership_id is not null)),
        constraint rotation_term_days exclude using gist (daterange(start_on, end_on) with &&)
          where (state <> 'skipped' or started_on is not null),
        constraint rotation_term_member exclude (plan_id with =, membership_id with =) where (kind <> 'acting') deferrable initially immediate
      );
      create unique index rotation_term_active on rotation_term (state) where state = 'active';
      create index rotation_term_to_start on rotation_term (start_on) where state = 'planned';
      create index rotation_term_to_end on rotation_term (end_on) where state = 'active';
      create index rotation_term_end on rotation_term (end_on, id);
      create index rotation_term_plan on rotation_term (plan_id, start_on, id);
      create index rotation_term_of_member on rotation_term (membership_id, start_on, id);
      create index rotation_term_uscc on rotation_term (member_uscc, start_on, id);
      create index rotation_term_state on rotation_term (state, start_on, id);
      create index rotation_term_kind on rotation_term (kind, start_on, id);
      create index rotation_term_start on rotation_term (start_on, id);
      create index rotation_term_created on rotation_term (created_at, id);
      create index rotation_term_updated on rotation_term (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table rotation_term; drop sequence code_rt');
  }
}
