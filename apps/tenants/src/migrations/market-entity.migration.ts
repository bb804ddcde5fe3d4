import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMarketEntity1761000000001 implements MigrationInterface {
  name = 'CreateMarketEntity1761000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_tn;
      create table market_entity (
        id uuid primary key,
        code text not null constraint market_entity_code unique,
        uscc text not null constraint market_entity_uscc unique check (length(uscc) = 18),
        name text not null,
        kind text not null,
        established_on date not null,
        industry_code text not null,
        size_class text not null,
        registration_status text not null,
        residency text not null,
        founder_flags text[] not null,
        risk_level text not null,
        state text not null check (state in ('prospect', 'resident', 'suspended', 'departed')),
        moved_in_on date,
        departed_on date,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint market_entity_residency check ((state in ('resident', 'suspended')) = (residency <> 'none'))
      );
      create index market_entity_state on market_entity (state, code);
      create index market_entity_updated on market_entity (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table market_entity; drop sequence code_tn');
  }
}
