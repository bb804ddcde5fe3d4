import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Moving in and departing on a day ahead; the day of a suspension, before which none is reinstated. */
export class AddScheduledResidency1764000000006 implements MigrationInterface {
  name = 'AddScheduledResidency1764000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table market_entity add column suspended_on date,
        add column moves_in_on date, add column moves_in_as text, add column moves_into uuid[],
        add column departs_on date, add column departs_for text, add column departs_to text,
        add constraint market_entity_scheduled check (num_nonnulls(moves_in_on, departs_on) <= 1
          and (moves_in_on is null) = (moves_in_as is null) and (departs_on is null) = (departs_for is null));
      create index market_entity_departed on market_entity (departed_on) where state = 'departed';
      create index market_entity_moves_in on market_entity (moves_in_on) where moves_in_on is not null;
      create index market_entity_due on market_entity (coalesce(moves_in_on, departs_on)) where coalesce(moves_in_on, departs_on) is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index market_entity_departed;
      alter table market_entity drop column suspended_on, drop column moves_in_on, drop column moves_in_as, drop column moves_into,
        drop column departs_on, drop column departs_for, drop column departs_to`);
  }
}
