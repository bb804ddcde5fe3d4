import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreateMarketEntity1761000000002 implements MigrationInterface {
  name = 'CreateMarketEntity1761000000002';

  async up(db: QueryRunner): Promise<void> {
    // tenants keeps the USCC unique; here it is only looked up by it, so a second registration must not stop the intake.
    await db.query(`
      create table market_entity (
        entity_id uuid primary key,
        uscc text not null,
        resident boolean not null,
        departed_on date,
        registered_at timestamptz not null
      );
      create index market_entity_uscc on market_entity (uscc, registered_at);

      create table market_entity_departure (
        entity_id uuid not null,
        departed_on date not null,
        event_id text not null,
        primary key (entity_id, departed_on)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table market_entity, market_entity_departure');
  }
}

/** For a service that keeps the directory of market entities. Tenants, which publishes them, has a table of this name of its own. */
export const marketEntityMigrations = [CreateMarketEntity1761000000002];
