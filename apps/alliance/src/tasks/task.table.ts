import { aggregateTable, type Listing } from '@park/service-kit';
import type { Task } from './task.ts';

export const TaskTable = aggregateTable<Task>('task', {
  resolution_id: { type: 'uuid' },
  owner_membership_id: { type: 'uuid' },
  owner_uscc: { type: 'text' },
  owner_name: { type: 'text' },
  title: { type: 'text' },
  due_on: { type: 'date' },
  state: { type: 'text' },
  evidence_sha256: { type: 'text', nullable: true },
  submitted_on: { type: 'date', nullable: true },
  submitted_by: { type: 'text', nullable: true },
  accepted_on: { type: 'date', nullable: true },
  is_late: { type: 'boolean', nullable: true },
  reason: { type: 'text', nullable: true },
  is_overdue: { type: 'boolean' },
  overdue_told_on: { type: 'date', nullable: true },
  next_overdue_on: { type: 'date' },
});

/** A member sees its own tasks, and acts on them. */
export const tasks: Listing<Task> = {
  table: TaskTable,
  sorts: ['due_on', 'code', 'created_at', 'updated_at'],
  search: ['code', 'title', 'owner_name'],
  own: 't.owner_uscc = :organisation',
  operatorOnly: ['submitted_by'],
};
