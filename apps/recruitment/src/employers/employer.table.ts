import { aggregateTable, type Listing } from '@park/service-kit';
import type { Employer } from './employer.ts';

export const EmployerTable = aggregateTable<Employer>('employer', {
  uscc: { type: 'text' },
  name: { type: 'text' },
  kind: { type: 'text' },
  industry_code: { type: 'text' },
  state: { type: 'text' },
  entity_id: { type: 'uuid', nullable: true },
  is_resident: { type: 'boolean' },
  departed_on: { type: 'date', nullable: true },
  papers: { type: 'jsonb' },
  papers_valid_until: { type: 'date', nullable: true },
  submitted_by: { type: 'text', nullable: true },
  rejection_reason: { type: 'text', nullable: true },
  no_show_days: { type: 'date', array: true },
  sits_out_after: { type: 'date', nullable: true },
  banned_until: { type: 'date', nullable: true },
});

/** An employer's token sees its own record. */
export const employers: Listing<Employer> = {
  table: EmployerTable,
  sorts: ['code', 'name', 'created_at', 'updated_at'],
  search: ['code', 'name', 'uscc'],
  own: 'uscc = :organisation',
  operatorOnly: ['submitted_by'],
};
