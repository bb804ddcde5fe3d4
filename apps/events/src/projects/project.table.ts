import { aggregateTable, type Listing } from '@park/service-kit';
import type { Project } from './project.ts';

export const ProjectTable = aggregateTable<Project>('project', {
  name: { type: 'text' },
  stage: { type: 'text' },
  sector: { type: 'text' },
  applicant_kind: { type: 'text' },
  amount_sought_kcny: { type: 'integer' },
  organisation_uscc: { type: 'text', nullable: true },
  entity_id: { type: 'uuid', nullable: true },
  founder_id: { type: 'uuid' },
  founder_masked: { type: 'text' },
  state: { type: 'text' },
  review_ground: { type: 'text', nullable: true },
});

/** For the park's own people alone. */
export const projects: Listing<Project> = {
  table: ProjectTable,
  sorts: ['code', 'name', 'amount_sought_kcny', 'created_at', 'updated_at'],
  search: ['code', 'name', 'organisation_uscc'],
  own: 'false',
};
