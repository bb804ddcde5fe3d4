/** A project 项目: an idea or a young firm that applies for roadshows. */
import { type DataOf, type Decision, events, occurred, unchanged } from '@park/contracts';
import {
  amended,
  invalid,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';

export type ProjectState = (typeof events.projectStates)[number];
export type ProjectStage = (typeof events.projectStages)[number];
export type ProjectSector = (typeof events.projectSectors)[number];
export type ApplicantKind = (typeof events.applicantKinds)[number];
export type ProjectReviewGround = (typeof events.projectReviewGrounds)[number];
export type ProjectAction = 'change' | 'withdraw' | 'flag_for_review' | 'clear_review';

export const projectMachine: Machine<ProjectState, ProjectAction> = {
  change: { from: ['active'], to: 'same' },
  withdraw: { from: ['active'], to: 'withdrawn' },
  flag_for_review: { from: ['active'], to: 'same' },
  clear_review: { from: ['active', 'withdrawn'], to: 'same' },
};

export interface ProjectContent {
  name: string;
  stage: ProjectStage;
  sector: ProjectSector;
  applicant_kind: ApplicantKind;
  amount_sought_kcny: number;
  /** Both or neither: a market entity of the park. */
  organisation_uscc: string | null;
  entity_id: string | null;
}

export interface Project extends Aggregate, ProjectContent {
  /** Reference of the register of persons; it leads nowhere once the person was forgotten. */
  founder_id: string;
  /** Empty once the person was forgotten. */
  founder_masked: string;
  state: ProjectState;
  review_ground: ProjectReviewGround | null;
}

export type NewProject = ProjectContent & Pick<Project, 'founder_id' | 'founder_masked'>;

/** Throws `invalid organisation_required`. */
export function register(identity: NewIdentity, project: NewProject): Decision<Project> {
  requireOrganisation(project);
  const next: Project = { ...project, ...rowOf(identity), state: 'active', review_ground: null };
  return { next, events: [occurred(events.ProjectRegisteredV1, identity.today, { ...transition(next, null), ...contentOf(next) })] };
}

/** No event where nothing changes. Throws `invalid organisation_required`. */
export function changeContent(project: Project, change: Partial<ProjectContent>, today: LocalDate): Decision<Project> {
  move(projectMachine, project.state, 'change');
  const next = amended(project, change);
  if (next === project) return unchanged(project);
  requireOrganisation(next);
  return { next, events: [occurred(events.ProjectChangedV1, today, contentOf(next))] };
}

/** `live`: its pitches that are still to come. Throws `conflict pitches_live`. */
export function withdraw(project: Project, reason: string, live: number, today: LocalDate): Decision<Project> {
  const next: Project = { ...project, state: move(projectMachine, project.state, 'withdraw') };
  if (live > 0)
    throw new Refusal('conflict', 'pitches_live', `${live} pitches of the project are still to come; withdraw these first.`, {
      extra: { pitches: live },
    });
  const data = { ...transition(next, project.state), ...contentOf(next), reason };
  return { next, events: [occurred(events.ProjectWithdrawnV1, today, data)] };
}

/** Its market entity has left the park. No event where it is flagged already. */
export function flagForReview(project: Project, entity_id: string, on: LocalDate): Decision<Project> {
  move(projectMachine, project.state, 'flag_for_review');
  if (project.review_ground !== null) return unchanged(project);
  const ground = 'organisation_left';
  const data = { code: project.code, ground, entity_id } as const;
  return { next: { ...project, review_ground: ground }, events: [occurred(events.ProjectReviewFlaggedV1, on, data)] };
}

/** Throws `conflict no_review_pending`. */
export function clearReview(project: Project, outcome: string, on: LocalDate): Decision<Project> {
  move(projectMachine, project.state, 'clear_review');
  const { code, review_ground: ground } = project;
  if (ground === null) throw new Refusal('conflict', 'no_review_pending', 'The project is not flagged for review.');
  return { next: { ...project, review_ground: null }, events: [occurred(events.ProjectReviewClearedV1, on, { code, ground, outcome })] };
}

function requireOrganisation({ applicant_kind, entity_id }: ProjectContent): void {
  if (applicant_kind === 'enterprise' && entity_id === null)
    throw invalid('/organisation_uscc', 'organisation_required', 'organisation_uscc is required where applicant_kind is enterprise.');
}

function contentOf(project: Project): DataOf<typeof events.ProjectChangedV1> {
  const { code, name, stage, sector, applicant_kind: applied_as, amount_sought_kcny, entity_id } = project;
  return { code, name, stage, sector, applied_as, amount_sought_kcny, entity_id };
}
