import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `of_membership_id` has no foreign key: it is that of the need or the resource, and its check would wait for the owner's membership
 * while the need is locked, against the order of locks.
 */
export class CreateClaim1766000000032 implements MigrationInterface {
  name = 'CreateClaim1766000000032';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_cl;
      create table claim (
        id uuid primary key,
        code text not null constraint claim_code unique,
        kind text not null check (kind in ('need', 'resource')),
        need_id uuid references need,
        resource_id uuid,
        slot_id uuid,
        mode text not null,
        category text not null,
        by_membership_id uuid not null references membership,
        by_uscc text not null,
        by_name text not null,
        of_membership_id uuid not null,
        of_uscc text not null,
        of_name text not null,
        quantity integer not null check (quantity > 0),
        due_on date not null,
        starts_at timestamptz,
        ends_at timestamptz,
        state text not null check (state in ('proposed', 'accepted', 'fulfilled', 'declined', 'withdrawn', 'failed')),
        accepted_on date,
        fulfilled_on date,
        reason text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        foreign key (slot_id, resource_id) references resource_slot (id, resource_id),
        check (by_membership_id <> of_membership_id),
        check ((kind = 'need') = (need_id is not null) and (kind = 'resource') = (slot_id is not null)),
        check ((slot_id is null) = (resource_id is null) and (slot_id is null) = (starts_at is null) and (starts_at is null) = (ends_at is null)),
        check (state not in ('accepted', 'fulfilled', 'failed') or accepted_on is not null),
        check ((state = 'fulfilled') = (fulfilled_on is not null)),
        check (state not in ('declined', 'withdrawn', 'failed') or reason is not null)
      );
      create unique index claim_slot_given on claim (slot_id) where state in ('accepted', 'fulfilled');
      create unique index claim_live_need on claim (need_id, by_membership_id) where state in ('proposed', 'accepted') and kind = 'need';
      create unique index claim_live_slot on claim (slot_id, by_membership_id) where state in ('proposed', 'accepted') and kind = 'resource';
      create index claim_live_by on claim (by_membership_id) where state in ('proposed', 'accepted');
      create index claim_proposed_of_resource on claim (resource_id) where state = 'proposed' and resource_id is not null;
      create index claim_unanswered on claim (starts_at) where state = 'proposed';
      create index claim_fulfilled on claim (fulfilled_on) include (kind, by_membership_id, of_membership_id) where state = 'fulfilled';
      create index claim_resolved on claim (category, fulfilled_on) include (by_membership_id, mode) where state = 'fulfilled' and kind = 'need';
      create index claim_need on claim (need_id, by_uscc, id) where need_id is not null;
      create index claim_resource on claim (resource_id, by_uscc, id) where resource_id is not null;
      create index claim_by on claim (by_membership_id, code, id);
      create index claim_of on claim (of_membership_id, code, id);
      create index claim_by_uscc on claim (by_uscc, code, id);
      create index claim_of_uscc on claim (of_uscc, code, id);
      create index claim_kind on claim (kind, code, id);
      create index claim_state on claim (state, code, id);
      create index claim_mode on claim (mode, code, id);
      create index claim_category on claim (category, code, id);
      create index claim_due on claim (due_on, id);
      create index claim_created on claim (created_at, id);
      create index claim_updated on claim (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table claim; drop sequence code_cl');
  }
}
