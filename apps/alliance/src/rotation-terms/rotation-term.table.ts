import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { RotationTerm } from './rotation-term.ts';

export const RotationTermTable = aggregateTable<RotationTerm>('rotation_term', {
  plan_id: { type: 'uuid' },
  number: { type: 'integer' },
  kind: { type: 'text' },
  membership_id: { type: 'uuid' },
  organisation_id: { type: 'uuid' },
  member_uscc: { type: 'text' },
  member_name: { type: 'text' },
  start_on: { type: 'date' },
  end_on: { type: 'date' },
  state: { type: 'text' },
  started_on: { type: 'date', nullable: true },
  handed_over_on: { type: 'date', nullable: true },
  to_membership_id: { type: 'uuid', nullable: true },
  note_sha256: { type: 'text', nullable: true },
  activities: { type: 'integer', nullable: true },
  ground: { type: 'text', nullable: true },
  substitute_membership_id: { type: 'uuid', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** SQL condition on `rotation_term`: the term has its days, so that no other may have one of them. The table and its queries use it. */
export const standingTerm = `(state not in ('skipped', 'withdrawn') or started_on is not null)`;

/** Terms are there from the approval of their plan on, so a member sees all of them. */
export const rotationTerms: Listing<RotationTerm> = {
  table: RotationTermTable,
  sorts: ['start_on', 'code', 'created_at', 'updated_at'],
  search: ['code', 'member_name', 'member_uscc'],
  own: `(t.member_uscc = :organisation or ${asMember})`,
};

/** A member hands over its own term alone. */
export const ownTerms: Owned<RotationTerm> = { table: RotationTermTable, own: 't.member_uscc = :organisation' };
