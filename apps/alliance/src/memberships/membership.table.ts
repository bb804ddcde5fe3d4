import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import type { Membership } from './membership.ts';

export const MembershipTable = aggregateTable<Membership>('membership', {
  organisation_id: { type: 'uuid' },
  uscc: { type: 'text' },
  organisation_name: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  state: { type: 'text' },
  role: { type: 'text', nullable: true },
  charter_version: { type: 'integer', nullable: true },
  joined_on: { type: 'date', nullable: true },
  ended_on: { type: 'date', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** The organisation that asks is an active member. For conditions of other tables, beside what is its own. */
export const asMember = `exists (select from membership m where m.uscc = :organisation and m.state = 'active')`;

/** A member sees who the members are; of what was proposed, applied for or ended, an organisation sees its own. */
export const memberships: Listing<Membership> = {
  table: MembershipTable,
  sorts: ['code', 'organisation_name', 'created_at', 'updated_at'],
  search: ['code', 'organisation_name', 'uscc'],
  own: `(t.uscc = :organisation or (t.state = 'active' and ${asMember}))`,
};

/** The memberships that an organisation may act on. */
export const ownMemberships: Owned<Membership> = { table: MembershipTable, own: 't.uscc = :organisation' };
