import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInvestor1764000000020 implements MigrationInterface {
  name = 'CreateInvestor1764000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_iv;
      create table investor (
        id uuid primary key,
        code text not null constraint investor_code unique,
        name text not null,
        organisation_uscc text,
        stages text[] not null check (stages <@ array['idea', 'startup', 'growth'] and cardinality(stages) > 0),
        sectors text[] not null check (cardinality(sectors) > 0),
        ticket_from_kcny integer not null check (ticket_from_kcny >= 0),
        ticket_to_kcny integer not null,
        meetings_per_gathering smallint not null check (meetings_per_gathering > 0),
        contact_id uuid references person,
        contact_masked text not null,
        state text not null check (state in ('active', 'retired')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (ticket_from_kcny <= ticket_to_kcny)
      );
      create unique index investor_organisation on investor (organisation_uscc) where state = 'active';
      create index investor_uscc on investor (organisation_uscc, code, id);
      create index investor_state on investor (state, code, id);
      create index investor_contact on investor (contact_id, code, id);
      create index investor_created on investor (created_at, id);
      create index investor_updated on investor (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table investor; drop sequence code_iv');
  }
}
