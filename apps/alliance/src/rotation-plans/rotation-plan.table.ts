import { aggregateTable, type Listing } from '@park/service-kit';
import { asMember } from '../memberships/membership.table.ts';
import type { RotationPlan } from './rotation-plan.ts';

export const RotationPlanTable = aggregateTable<RotationPlan>('rotation_plan', {
  period: { type: 'text' },
  start_on: { type: 'date' },
  end_on: { type: 'date' },
  members: { type: 'uuid', array: true },
  substitutes: { type: 'uuid', array: true },
  state: { type: 'text' },
  drafted_by: { type: 'text', nullable: true }, // not in the table, but in what a member is shown
  approved_on: { type: 'date', nullable: true },
  completed_on: { type: 'date', nullable: true },
  reason: { type: 'text', nullable: true },
});

/** A member sees the plans that are approved. */
export const rotationPlans: Listing<RotationPlan> = {
  table: RotationPlanTable,
  sorts: ['start_on', 'code', 'created_at', 'updated_at'],
  search: ['code'],
  own: `(t.state <> 'draft' and ${asMember})`,
  operatorOnly: ['drafted_by'],
};
