import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNeed1766000000030 implements MigrationInterface {
  name = 'CreateNeed1766000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_nd;
      create table need (
        id uuid primary key,
        code text not null constraint need_code unique,
        membership_id uuid not null references membership,
        member_uscc text not null,
        member_name text not null,
        mode text not null check (mode in ('org_building', 'industry_promotion', 'member_management', 'service_promotion',
          'resource_sharing', 'youth_league_building')),
        category text not null check (category in ('venue', 'mentor', 'equipment', 'vehicle', 'policy', 'financing', 'market', 'talent',
          'technology', 'training', 'volunteers', 'other')),
        title text not null,
        quantity integer not null check (quantity > 0),
        unit text not null,
        needed_by date not null,
        state text not null check (state in ('draft', 'published', 'matched', 'in_progress', 'delivered', 'confirmed', 'withdrawn',
          'expired')),
        published_on date,
        answer_by date,
        is_escalated boolean not null,
        claimed integer not null,
        fulfilled integer not null,
        live_claims integer not null check (live_claims >= 0),
        started_on date,
        delivered_on date,
        confirmed_on date,
        satisfaction smallint check (satisfaction between 1 and 5),
        confirmation_sha256 text,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint need_not_overclaimed check (claimed between 0 and quantity),
        check (fulfilled between 0 and claimed),
        check ((published_on is null) = (answer_by is null)),
        check (state in ('draft', 'withdrawn') or published_on is not null),
        check ((state = 'confirmed') = (confirmed_on is not null) and (confirmed_on is null) = (satisfaction is null)),
        check (state <> 'delivered' or delivered_on is not null)
      );
      create index need_member on need (membership_id, code, id);
      create index need_uscc on need (member_uscc, code, id);
      create index need_state on need (state, code, id);
      create index need_mode on need (mode, code, id);
      create index need_category on need (category, code, id);
      create index need_escalated on need (code, id) where is_escalated;
      create index need_by_day on need (needed_by, id);
      create index need_open_by_day on need (state, needed_by, id);
      create index need_unanswered on need (answer_by) where state = 'published' and not is_escalated and live_claims = 0;
      create index need_to_lapse on need (needed_by) where state = 'published';
      create index need_created on need (created_at, id);
      create index need_updated on need (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table need; drop sequence code_nd');
  }
}
