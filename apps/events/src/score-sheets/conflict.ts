/** A conflict of interest 回避: what keeps an expert from judging a project. */
import type { events } from '@park/contracts';
import type { Expert, ExpertTie } from '../experts/expert.ts';
import type { Project } from '../projects/project.ts';

export type ConflictKind = (typeof events.conflictKinds)[number];

/** `ties`: of any experts. Null where nothing that the park knows stands in the way. */
export function conflictBetween(
  expert: Pick<Expert, 'id' | 'person_id' | 'employer_entity_id'>,
  ties: readonly Pick<ExpertTie, 'expert_id' | 'kind' | 'entity_id' | 'project_id'>[],
  project: Pick<Project, 'id' | 'founder_id' | 'entity_id'>,
): ConflictKind | null {
  if (expert.person_id === project.founder_id) return 'same_person';
  if (expert.employer_entity_id !== null && expert.employer_entity_id === project.entity_id) return 'same_employer';
  const own = ties.filter(
    ({ expert_id, entity_id, project_id }) =>
      expert_id === expert.id && (project_id === project.id || (entity_id !== null && entity_id === project.entity_id)),
  );
  return own.some(({ kind }) => kind === 'invested') ? 'invested' : (own[0]?.kind ?? null);
}
