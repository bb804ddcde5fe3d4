import { aggregateTable, type Listing, type Owned } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { Project } from './project.ts';

export const ProjectTable = aggregateTable<Project>('project', {
  membership_id: { type: 'uuid' },
  member_uscc: { type: 'text' },
  member_name: { type: 'text' },
  partners: { type: 'uuid', array: true },
  need_id: { type: 'uuid', nullable: true },
  mode: { type: 'text' },
  title: { type: 'text' },
  due_on: { type: 'date' },
  budget_kcny: { type: 'integer', nullable: true }, // not null in the table, but in what an organisation is shown
  state: { type: 'text' },
  proposed_by: { type: 'text', nullable: true }, // as the budget
  started_on: { type: 'date', nullable: true },
  is_overdue: { type: 'boolean' },
  overdue_from: { type: 'date', nullable: true },
  completed_on: { type: 'date', nullable: true },
  result: { type: 'text', nullable: true },
  score: { type: 'smallint', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees the projects that were approved, and those that it leads or is a partner of. */
export const projects: Listing<Project> = {
  table: ProjectTable,
  sorts: ['code', 'due_on', 'created_at', 'updated_at'],
  search: ['code', 'title', 'member_name'],
  own: `(t.member_uscc = :organisation or (${asMember} and (t.state in ('approved', 'in_progress', 'completed', 'evaluated')
    or exists (select from membership p where p.uscc = :organisation and p.id = any (t.partners)))))`,
  operatorOnly: ['budget_kcny', 'proposed_by'],
};

export const ownProjects: Owned<Project> = { table: ProjectTable, own: 't.member_uscc = :organisation' };
