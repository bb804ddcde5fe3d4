import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { EntitySchema } from 'typeorm';
import { asMember } from '../memberships/membership.table.ts';
import type { Resource } from './resource.ts';
import type { Slot } from './slot.ts';

export const ResourceTable = aggregateTable<Resource>('resource', {
  membership_id: { type: 'uuid' },
  member_uscc: { type: 'text' },
  member_name: { type: 'text' },
  mode: { type: 'text' },
  category: { type: 'text' },
  title: { type: 'text' },
  capacity: { type: 'integer' },
  unit: { type: 'text' },
  instant: { type: 'boolean' },
  listed_until: { type: 'date', nullable: true },
  state: { type: 'text' },
  listed_on: { type: 'date', nullable: true },
  delisted_on: { type: 'date', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees the resources that are listed, those of which it has claimed a slot, and its own. */
export const resources: Listing<Resource> = {
  table: ResourceTable,
  sorts: ['code', 'created_at', 'updated_at'],
  search: ['code', 'title', 'member_name'],
  own: `(t.member_uscc = :organisation or (${asMember} and
    (t.state = 'listed' or exists (select from claim c where c.resource_id = t.id and c.by_uscc = :organisation))))`,
};

export const ownResources: Owned<Resource> = { table: ResourceTable, own: 't.member_uscc = :organisation' };

/** Not an aggregate: its events are those of its resource. */
export const ResourceSlotTable = new EntitySchema<Slot>({
  name: 'resource_slot',
  columns: {
    id: { type: 'uuid', primary: true },
    resource_id: { type: 'uuid' },
    starts_at: { type: 'timestamptz' },
    ends_at: { type: 'timestamptz' },
    state: { type: 'text' },
    claim_id: { type: 'uuid', nullable: true },
    updated_at: { type: 'timestamptz' },
  },
});

/** Of the resources that a member sees. Which claim has a slot is the business of the two sides. */
export const resourceSlots: Listing<Slot> = {
  table: ResourceSlotTable,
  sorts: ['starts_at', 'updated_at'],
  own: `exists (select from resource r where r.id = t.resource_id and (r.member_uscc = :organisation or (${asMember} and
    (r.state = 'listed' or exists (select from claim c where c.resource_id = r.id and c.by_uscc = :organisation)))))`,
  operatorOnly: ['claim_id'],
};
