import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { Need } from './need.ts';

export const NeedTable = aggregateTable<Need>('need', {
  membership_id: { type: 'uuid' },
  member_uscc: { type: 'text' },
  member_name: { type: 'text' },
  mode: { type: 'text' },
  category: { type: 'text' },
  title: { type: 'text' },
  quantity: { type: 'integer' },
  unit: { type: 'text' },
  needed_by: { type: 'date' },
  state: { type: 'text' },
  published_on: { type: 'date', nullable: true },
  answer_by: { type: 'date', nullable: true },
  is_escalated: { type: 'boolean' },
  claimed: { type: 'integer' },
  fulfilled: { type: 'integer' },
  live_claims: { type: 'integer' },
  started_on: { type: 'date', nullable: true },
  delivered_on: { type: 'date', nullable: true },
  confirmed_on: { type: 'date', nullable: true },
  satisfaction: { type: 'smallint', nullable: true },
  confirmation_sha256: { type: 'text', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees the needs that are published, those that it has claimed, and its own. */
export const needs: Listing<Need> = {
  table: NeedTable,
  sorts: ['code', 'needed_by', 'created_at', 'updated_at'],
  search: ['code', 'title', 'member_name'],
  own: `(t.member_uscc = :organisation or (${asMember} and
    (t.state = 'published' or exists (select from claim c where c.need_id = t.id and c.by_uscc = :organisation))))`,
  operatorOnly: ['confirmation_sha256'],
};

/** A member changes its own alone, and nobody else is told how a need is matched. */
export const ownNeeds: Listing<Need> & Owned<Need> = { ...needs, own: 't.member_uscc = :organisation' };
