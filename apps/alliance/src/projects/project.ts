/** A project 项目 that a member carries out with others: proposed, approved, done, and evaluated by the alliance. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import {
  addDays,
  dateAt,
  daysBetween,
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
import type { AllianceMode, Owner } from '../needs/need.ts';

export type ProjectState = (typeof alliance.projectStates)[number];
export type ProjectAction = 'approve' | 'reject' | 'start' | 'change_due_day' | 'note_overdue' | 'complete' | 'evaluate' | 'cancel';

export const projectMachine: Machine<ProjectState, ProjectAction> = {
  approve: { from: ['proposed'], to: 'approved' },
  reject: { from: ['proposed'], to: 'rejected' },
  start: { from: ['approved'], to: 'in_progress' },
  change_due_day: { from: ['approved', 'in_progress'], to: 'same' },
  note_overdue: { from: ['approved', 'in_progress'], to: 'same' },
  complete: { from: ['in_progress'], to: 'completed' },
  evaluate: { from: ['completed'], to: 'evaluated' },
  cancel: { from: ['proposed', 'approved', 'in_progress'], to: 'cancelled' },
};

/** `due_on` lies at most so many days after the proposal. */
export const longestProjectDays = 1096;
export const daysBetweenNotices = 7;

export interface ProjectContent {
  mode: AllianceMode;
  title: string;
  /** The last day. */
  due_on: LocalDate;
  budget_kcny: number;
}

export interface Project extends Aggregate, Omit<ProjectContent, 'budget_kcny'> {
  /** The leading member. */
  membership_id: string;
  member_uscc: string;
  member_name: string;
  /** Memberships, without the leading one. */
  partners: string[];
  need_id: string | null;
  /** Null where the caller may not see it. */
  budget_kcny: number | null;
  state: ProjectState;
  /** The person who may not approve it. Null where the caller may not see it. */
  proposed_by: string | null;
  started_on: LocalDate | null;
  is_overdue: boolean;
  /** The next day on which the clock tells that it is overdue; null while it cannot be. */
  overdue_from: LocalDate | null;
  completed_on: LocalDate | null;
  result: string | null;
  score: number | null;
  /** Why it was rejected or cancelled. */
  reason: string | null;
}

export interface Team {
  lead: Owner;
  partners: readonly string[];
  need_id: string | null;
  proposed_by: string;
}

/** Throws `invalid due_on_out_of_range`, `invalid partner_twice`. */
export function propose(identity: NewIdentity, content: ProjectContent, { lead, partners, need_id, proposed_by }: Team): Decision<Project> {
  requireDue(content.due_on, identity.today, identity.today);
  if (new Set([lead.id, ...partners]).size <= partners.length)
    throw invalid('/partners', 'partner_twice', 'partners must name each member once, and not the leading one.');
  const next: Project = {
    ...rowOf(identity),
    ...content,
    membership_id: lead.id,
    member_uscc: lead.uscc,
    member_name: lead.organisation_name,
    partners: [...partners],
    need_id,
    state: 'proposed',
    proposed_by,
    started_on: null,
    is_overdue: false,
    overdue_from: null,
    completed_on: null,
    result: null,
    score: null,
    reason: null,
  };
  const data = { ...headOf(next, null), title: next.title, partners: next.partners, need_id, budget_kcny: content.budget_kcny };
  return { next, events: [occurred(alliance.ProjectProposedV1, identity.today, data)] };
}

/** By another person than the one who proposed it. Throws `forbidden segregation_of_duties`. */
export function approve(project: Project, by: string, today: LocalDate): Decision<Project> {
  const state = move(projectMachine, project.state, 'approve');
  if (by === project.proposed_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who proposed the project must not approve it.');
  const next: Project = { ...project, state, overdue_from: addDays(project.due_on, 1) };
  const { title, partners, budget_kcny } = next;
  const data = { ...headOf(next, project.state), title, partners, budget_kcny: budget_kcny! };
  return { next, events: [occurred(alliance.ProjectApprovedV1, today, data)] };
}

/** By another person than the one who proposed it. Throws `forbidden segregation_of_duties`. */
export function reject(project: Project, by: string, reason: string, today: LocalDate): Decision<Project> {
  const state = move(projectMachine, project.state, 'reject');
  if (by === project.proposed_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who proposed the project must not reject it.');
  const next: Project = { ...project, state, reason };
  return { next, events: [occurred(alliance.ProjectRejectedV1, today, { ...headOf(next, project.state), reason })] };
}

export function start(project: Project, today: LocalDate): Decision<Project> {
  const next: Project = { ...project, state: move(projectMachine, project.state, 'start'), started_on: today };
  return { next, events: [occurred(alliance.ProjectStartedV1, today, { ...headOf(next, project.state), started_on: today })] };
}

/** It is not overdue then. No event where the day stays. Throws `invalid due_on_out_of_range`. */
export function changeDueDay(project: Project, due_on: LocalDate, reason: string, today: LocalDate): Decision<Project> {
  const state = move(projectMachine, project.state, 'change_due_day');
  if (due_on === project.due_on) return unchanged(project);
  requireDue(due_on, today, proposedOn(project));
  const next: Project = { ...project, state, due_on, is_overdue: false, overdue_from: addDays(due_on, 1) };
  const data = { ...headOf(next, project.state), old_due_on: project.due_on, reason };
  return { next, events: [occurred(alliance.ProjectDueDayChangedV1, today, data)] };
}

/**
 * On the day after the due day, and again every 7 days; after a pause once, for the day on which it is told. No event before the next of
 * these days.
 */
export function noteOverdue(project: Project, today: LocalDate): Decision<Project> {
  const state = move(projectMachine, project.state, 'note_overdue');
  if (project.overdue_from === null || project.overdue_from > today) return unchanged(project);
  const days = daysBetween(project.due_on, today);
  const next: Project = { ...project, state, is_overdue: true, overdue_from: nextNotice(project.due_on, days) };
  return { next, events: [occurred(alliance.ProjectOverdueV1, today, { ...headOf(next, project.state), days })] };
}

/** Of the days 1, 8, 15 … after the due day, the first that comes after the given one. */
function nextNotice(due_on: LocalDate, days: number): LocalDate {
  const notices = Math.floor((days - 1) / daysBetweenNotices) + 1;
  return addDays(due_on, 1 + notices * daysBetweenNotices);
}

export function complete(project: Project, result: string, today: LocalDate): Decision<Project> {
  const next = over({ ...project, state: move(projectMachine, project.state, 'complete'), completed_on: today, result });
  const data = { ...headOf(next, project.state), completed_on: today, result };
  return { next, events: [occurred(alliance.ProjectCompletedV1, today, data)] };
}

export function evaluate(project: Project, score: number, today: LocalDate): Decision<Project> {
  const next: Project = { ...project, state: move(projectMachine, project.state, 'evaluate'), score };
  return { next, events: [occurred(alliance.ProjectEvaluatedV1, today, { ...headOf(next, project.state), score })] };
}

/** Of one that was not approved nobody outside the park learns. */
export function cancel(project: Project, reason: string, today: LocalDate): Decision<Project> {
  const next = over({ ...project, state: move(projectMachine, project.state, 'cancel'), reason });
  const visibility = project.state === 'proposed' ? 'internal' : 'alliance';
  return { next, events: [occurred(alliance.ProjectCancelledV1, today, { ...headOf(next, project.state), reason }, visibility)] };
}

/** Of a project of earlier times, which was entered later than it was proposed, the day on which it began. */
function proposedOn({ created_at, started_on }: Project): LocalDate {
  const entered_on = dateAt(created_at);
  return started_on !== null && started_on < entered_on ? started_on : entered_on;
}

function requireDue(due_on: LocalDate, today: LocalDate, proposed_on: LocalDate): void {
  const last = addDays(proposed_on, longestProjectDays);
  if (due_on > today && due_on <= last) return;
  const detail = `due_on must be later than ${today}, and ${last} at the latest, ${longestProjectDays} days after the proposal.`;
  throw invalid('/due_on', 'due_on_out_of_range', detail);
}

function over(project: Project): Project {
  return { ...project, is_overdue: false, overdue_from: null };
}

function headOf(next: Project, from: ProjectState | null) {
  const { mode, membership_id: lead_membership_id, due_on } = next;
  return { ...transition(next, from), mode, lead_membership_id, due_on };
}
