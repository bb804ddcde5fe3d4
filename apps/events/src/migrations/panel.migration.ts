import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePanel1764000000012 implements MigrationInterface {
  name = 'CreatePanel1764000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_pn;
      create table panel (
        id uuid primary key,
        code text not null constraint panel_code unique,
        gathering_id uuid not null references gathering constraint panel_gathering unique,
        state text not null check (state in ('collecting', 'closed', 'drawn', 'ranked')),
        rule jsonb not null,
        rule_version integer not null check (rule_version > 0),
        expert_ids uuid[] not null,
        seed_hash text check (seed_hash ~ '^[0-9a-f]{64}$'),
        list_closed_at timestamptz,
        listed_ids uuid[] not null,
        drawn_at timestamptz,
        seed text check (seed ~ '^[0-9a-f]{64}$'),
        draw_order uuid[] not null,
        ranking_version integer not null,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (list_closed_at is null or seed_hash is not null),
        check ((seed is null) = (drawn_at is null)),
        constraint panel_rule unique (id, rule_version),
        constraint panel_draw_keeps_the_list check (drawn_at is null or (draw_order @> listed_ids and draw_order <@ listed_ids)),
        constraint panel_seed_matches check (seed is null or encode(sha256(decode(seed, 'hex')), 'hex') = seed_hash)
      );
      create index panel_created on panel (created_at, id);
      create index panel_updated on panel (updated_at, id);

      create table panel_seed (
        panel_id uuid primary key references panel,
        seed_sealed text not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table panel_seed, panel; drop sequence code_pn');
  }
}
