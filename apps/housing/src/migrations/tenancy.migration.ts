import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTenancy1762000000003 implements MigrationInterface {
  name = 'CreateTenancy1762000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create extension if not exists btree_gist');
    await db.query(`
      create sequence code_ht;
      create table tenancy (
        id uuid primary key,
        code text not null constraint tenancy_code unique,
        apartment_id uuid not null references apartment,
        bed smallint,
        brand text not null,
        product text not null check (product in ('short_stay', 'long_let')),
        person_id uuid not null references person,
        person_masked text not null,
        employer_uscc text,
        employer_entity_id uuid,
        application_id uuid constraint tenancy_application unique,
        start_on date not null,
        end_on date not null,
        held_until date,
        state text not null check (state in ('reserved', 'contracted', 'checked_in', 'notice_given', 'holdover', 'closed', 'cancelled')),
        rent_fen_per_month bigint,
        discount_pct numeric(5, 2),
        deposit_fen bigint,
        contract_sha256 text,
        checked_in_on date,
        occupants smallint,
        keys smallint,
        photos smallint,
        water_m3 numeric(12, 3),
        electricity_kwh numeric(12, 3),
        gas_m3 numeric(12, 3),
        reminded_days smallint,
        planned_on date,
        penalty_fen bigint,
        closed_on date,
        nights integer,
        deductions_fen bigint,
        refund_fen bigint,
        review_ground text check (review_ground in ('employer_left')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (start_on < end_on and start_on <= held_until),
        check ((employer_uscc is null) = (employer_entity_id is null)),
        -- One person, one home on any day, over both brands.
        constraint tenancy_person exclude using gist (person_id with =, daterange(start_on, held_until) with &&) where (state <> 'cancelled')
      );
      create index tenancy_apartment on tenancy (apartment_id, start_on);
      create index tenancy_live_employer on tenancy (employer_entity_id) where state not in ('closed', 'cancelled');
      create index tenancy_employer on tenancy (employer_uscc, code);
      create index tenancy_state on tenancy (state, end_on);
      create index tenancy_updated on tenancy (updated_at, id);
    `);
    // A whole apartment is claimed bed by bed, so that it and its beds exclude each other by the same rule. An outstanding offer
    // claims its home as a tenancy does. Two residents of one bed are excluded apart from the days that they claim: who stays
    // over stands in the way of the next one's check-in, not of their reservation.
    await db.query(`
      create table bed_claim (
        holder_id uuid not null,
        apartment_id uuid not null references apartment,
        bed smallint not null,
        period daterange not null,
        resident boolean not null default false,
        primary key (holder_id, bed),
        constraint bed_claim_free exclude using gist (apartment_id with =, bed with =, period with &&)
      );
      create unique index bed_claim_resident on bed_claim (apartment_id, bed) where resident;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table bed_claim, tenancy; drop sequence code_ht');
  }
}

/**
 * The day of a notice, before which none closes: of the notices that stand already the events have it. And the last day on which somebody left
 * an apartment, however many have lived there.
 */
export class AddNoticeDay1762000000011 implements MigrationInterface {
  name = 'AddNoticeDay1762000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table tenancy add column notice_on date;
      update tenancy set notice_on = notice.on
      from (
        select aggregate_id, max(effective_on) as on from outbox
        where type = 'park.housing.tenancy.notice-given.v1' and data ->> 'from_state' = 'checked_in' group by aggregate_id
      ) notice
      where notice.aggregate_id = tenancy.id and planned_on is not null;
      create index tenancy_left on tenancy (apartment_id, closed_on) where closed_on is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index tenancy_left; alter table tenancy drop column notice_on');
  }
}
