import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRegistration1764000000004 implements MigrationInterface {
  name = 'CreateRegistration1764000000004';

  async up(db: QueryRunner): Promise<void> {
    // A person that the register has forgotten leaves its reference here, so there is no foreign key to it.
    await db.query(`
      create sequence code_er;
      create table registration (
        id uuid primary key,
        code text not null constraint registration_code unique,
        gathering_id uuid not null references gathering,
        type_id uuid references registration_type,
        person_id uuid not null,
        person_masked text not null,
        organisation_uscc text,
        entity_id uuid,
        places smallint not null check (places > 0),
        source text not null check (source in ('web', 'api', 'walk_in', 'import')),
        state text not null check (state in ('pending', 'confirmed', 'checked_in', 'waitlisted', 'offered', 'rejected', 'lapsed',
                                             'offer_expired', 'declined', 'cancelled', 'no_show')),
        registered_at timestamptz not null,
        hold_until timestamptz,
        waitlist_number integer,
        offer_expires_at timestamptz,
        ticket_issue smallint not null,
        ticket_hash text,
        review_ground text check (review_ground in ('organisation_left')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((organisation_uscc is null) = (entity_id is null)),
        check ((state = 'offered') = (offer_expires_at is not null)),
        check (state not in ('confirmed', 'checked_in', 'no_show') or ticket_hash is not null)
      );
      create unique index registration_live on registration (gathering_id, person_id)
        where state in ('pending', 'waitlisted', 'offered', 'confirmed', 'checked_in');
      create unique index registration_waitlist on registration (gathering_id, waitlist_number);
      create index registration_waiting on registration (gathering_id, waitlist_number) where state = 'waitlisted';
      create index registration_gathering on registration (gathering_id, registered_at, id);
      create index registration_by_state on registration (gathering_id, state, id);
      create index registration_offers on registration (offer_expires_at) where state = 'offered';
      create index registration_holds on registration (hold_until) where state = 'pending';
      create index registration_person on registration (person_id);
      create index registration_organisation on registration (organisation_uscc, registered_at, id);
      create index registration_open_entity on registration (entity_id) where state in ('pending', 'waitlisted', 'offered', 'confirmed');
      create index registration_registered on registration (registered_at, id);
      create index registration_updated on registration (updated_at, id);

      create table person_use (
        person_id uuid primary key,
        keep_until date not null
      );
      create index person_use_until on person_use (keep_until, person_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table person_use, registration; drop sequence code_er');
  }
}
