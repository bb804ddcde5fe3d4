import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApplication1762000000005 implements MigrationInterface {
  name = 'CreateApplication1762000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_ha;
      create table application (
        id uuid primary key,
        code text not null constraint application_code unique,
        person_id uuid references person,
        applicant_id uuid not null,
        person_masked text not null,
        product text not null check (product in ('short_stay', 'long_let')),
        brand_preference text[] not null,
        employer_uscc text,
        employer_entity_id uuid,
        requested_start date not null,
        household_size smallint not null check (household_size > 0),
        degree text not null,
        graduated_on date,
        social_insurance boolean not null,
        owns_home boolean not null,
        other_housing_benefit boolean not null,
        state text not null check (state in ('draft', 'submitted', 'supplement_required', 'eligible', 'ineligible', 'waitlisted', 'offered',
                                             'offer_declined', 'converted', 'withdrawn', 'lapsed')),
        applied_at timestamptz not null,
        submitted_on date,
        submitted_by text,
        policy_version text,
        supplement_items text[] not null,
        supplement_due_on date,
        decided_on date,
        decided_by text,
        reasons jsonb not null,
        valid_until date,
        waitlisted_on date,
        decline_count smallint not null,
        offered_apartment_id uuid references apartment,
        offered_bed smallint,
        offered_start_on date,
        offered_end_on date,
        offer_expires_at timestamptz,
        tenancy_id uuid references tenancy,
        review_ground text check (review_ground in ('employer_left')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((employer_uscc is null) = (employer_entity_id is null)),
        check (person_id is not null or state in ('draft', 'submitted', 'supplement_required', 'ineligible', 'withdrawn', 'lapsed')),
        constraint application_offer check ((state = 'offered') = (offered_apartment_id is not null))
      );
      -- An application that an employer submits has no person of the register until the park decides: then the first index lets one through.
      create unique index application_open on application (person_id, product)
        where state in ('submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered');
      create unique index application_open_applicant on application (applicant_id, product)
        where state in ('submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered');
      create unique index application_one_offer on application (person_id) where state = 'offered';
      create index application_queue on application (product, applied_at, id) where state = 'waitlisted';
      create index application_due on application (valid_until) where state in ('eligible', 'waitlisted');
      create index application_employer on application (employer_uscc, code);
      create index application_open_employer on application (employer_entity_id)
        where state in ('draft', 'submitted', 'supplement_required', 'eligible', 'waitlisted', 'offered');
      create index application_applied on application (applied_at, id);
      create index application_updated on application (updated_at, id);
      create table applicant_claim (
        application_id uuid primary key references application,
        identity_sealed text not null,
        by_park boolean not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table applicant_claim, application; drop sequence code_ha');
  }
}

/** An import looks up what is known of the persons of its rows. */
export class IndexApplicationsByPerson1762000000010 implements MigrationInterface {
  name = 'IndexApplicationsByPerson1762000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query('create index application_person on application (person_id) where person_id is not null');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index application_person');
  }
}
