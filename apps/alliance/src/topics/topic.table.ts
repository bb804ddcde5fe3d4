import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { Topic } from './topic.ts';

export const TopicTable = aggregateTable<Topic>('topic', {
  meeting_id: { type: 'uuid' },
  membership_id: { type: 'uuid' },
  member_uscc: { type: 'text' },
  member_name: { type: 'text' },
  mode: { type: 'text' },
  title: { type: 'text' },
  state: { type: 'text' },
  agenda_number: { type: 'integer', nullable: true },
  submitted_on: { type: 'date' },
  decided_on: { type: 'date', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees its own topics in every state, others' once they are on the agenda or a meeting has decided on them. */
export const topics: Listing<Topic> = {
  table: TopicTable,
  sorts: ['code', 'submitted_on', 'created_at', 'updated_at'],
  search: ['code', 'title', 'member_name'],
  own: `(t.member_uscc = :organisation or (t.state in ('on_agenda', 'adopted', 'not_adopted') or t.state = 'deferred' and t.agenda_number is not null) and ${asMember})`,
};

export const ownTopics: Owned<Topic> = { table: TopicTable, own: 't.member_uscc = :organisation' };
