/** A supervision task 督办任务 that follows from a resolution: assigned, worked on, submitted with evidence, accepted or returned. */
import { alliance, occurred, unchanged, type Decision } from '@park/contracts';
import {
  addDays,
  daysBetween,
  move,
  Refusal,
  rowOf,
  transition,
  type Aggregate,
  type LocalDate,
  type Machine,
  type NewIdentity,
} from '@park/kernel';
import { requireDue, type Owner } from '../resolutions/resolution.ts';

export type TaskState = (typeof alliance.taskStates)[number];
export type TaskAction = 'start' | 'submit' | 'return' | 'accept' | 'change_due_day' | 'reassign' | 'tell_overdue' | 'cancel';

/** The owner has it in hand. */
const inHand = ['assigned', 'in_progress'] as const satisfies TaskState[];

export const taskMachine: Machine<TaskState, TaskAction> = {
  start: { from: ['assigned'], to: 'in_progress' },
  submit: { from: ['in_progress'], to: 'submitted' },
  return: { from: ['submitted'], to: 'in_progress' },
  accept: { from: ['submitted'], to: 'accepted' },
  change_due_day: { from: inHand, to: 'same' },
  reassign: { from: inHand, to: 'assigned' },
  tell_overdue: { from: inHand, to: 'same' },
  cancel: { from: [...inHand, 'submitted'], to: 'cancelled' },
};

export const openTaskStates = taskMachine.cancel.from;

/** An overdue task is brought before the member in the chair on the day after its due day, and again every so many days. */
const overdueEveryDays = 7;

export interface Task extends Aggregate, Owner {
  resolution_id: string;
  title: string;
  due_on: LocalDate;
  state: TaskState;
  evidence_sha256: string | null;
  submitted_on: LocalDate | null;
  submitted_by: string | null;
  accepted_on: LocalDate | null;
  is_late: boolean | null;
  reason: string | null;
  is_overdue: boolean;
  /** The day that was told last. */
  overdue_told_on: LocalDate | null;
  /** The day that the clock tells next; it does so only while the owner has the task in hand. */
  next_overdue_on: LocalDate;
}

export interface TaskContent {
  title: string;
  due_on: LocalDate;
}

/** Throws `invalid due_on_out_of_range`. */
export function assign(
  identity: NewIdentity,
  resolution_id: string,
  owner: Owner,
  { title, due_on }: TaskContent,
  on: LocalDate,
): Decision<Task> {
  requireDue(due_on, on);
  const next: Task = {
    ...rowOf(identity),
    ...owner,
    resolution_id,
    title,
    due_on,
    state: 'assigned',
    evidence_sha256: null,
    submitted_on: null,
    submitted_by: null,
    accepted_on: null,
    is_late: null,
    reason: null,
    ...notOverdue(due_on),
  };
  return { next, events: [occurred(alliance.TaskAssignedV1, on, { ...headOf(next, null), title })] };
}

export function start(task: Task, on: LocalDate): Decision<Task> {
  const next: Task = { ...task, state: move(taskMachine, task.state, 'start') };
  return { next, events: [occurred(alliance.TaskStartedV1, on, headOf(next, task.state))] };
}

export interface Submission {
  /** Null of history that came without it. */
  evidence_sha256: string | null;
  submitted_on: LocalDate;
  submitted_by: string;
}

/** From then on it is not overdue, unless it is returned. */
export function submit(task: Task, submission: Submission): Decision<Task> {
  const next: Task = { ...task, ...submission, state: move(taskMachine, task.state, 'submit'), reason: null, is_overdue: false };
  const { evidence_sha256, submitted_on } = submission;
  const data = { ...headOf(next, task.state), evidence_sha256, submitted_on };
  return { next, events: [occurred(alliance.TaskSubmittedV1, submitted_on, data)] };
}

/** Overdue again at once where its due day is over; of the days on which it lay with the park nothing is told. */
export function returnToOwner(task: Task, reason: string, today: LocalDate): Decision<Task> {
  const state = move(taskMachine, task.state, 'return');
  const nothing = { evidence_sha256: null, submitted_on: null, submitted_by: null };
  const next: Task = { ...task, ...nothing, state, reason, is_overdue: today > task.due_on, next_overdue_on: nextTelling(task, today) };
  return { next, events: [occurred(alliance.TaskReturnedV1, today, { ...headOf(next, task.state), reason })] };
}

/** By somebody else than the one who submitted it. Throws `forbidden segregation_of_duties`. */
export function accept(task: Task, by: string, on: LocalDate): Decision<Task> {
  const decision = acceptHistory(task, on);
  if (by === task.submitted_by)
    throw new Refusal('forbidden', 'segregation_of_duties', 'The person who submitted the task must not accept it.');
  return decision;
}

export function acceptHistory(task: Task, on: LocalDate): Decision<Task> {
  const state = move(taskMachine, task.state, 'accept');
  const submitted_on = task.submitted_on!;
  const late = submitted_on > task.due_on;
  const next: Task = { ...task, state, accepted_on: on, is_late: late };
  return { next, events: [occurred(alliance.TaskAcceptedV1, on, { ...headOf(next, task.state), submitted_on, late })] };
}

/** No event where it stays. Throws `invalid due_on_out_of_range`. */
export function changeDueDay(task: Task, due_on: LocalDate, reason: string, today: LocalDate): Decision<Task> {
  const state = move(taskMachine, task.state, 'change_due_day');
  if (due_on === task.due_on) return unchanged(task);
  requireDue(due_on, today);
  const next: Task = { ...task, state, due_on, ...notOverdue(due_on) };
  const data = { ...headOf(next, task.state), old_due_on: task.due_on, reason };
  return { next, events: [occurred(alliance.TaskDueDayChangedV1, today, data)] };
}

/** The new owner begins anew; the due day stays. No event where the member has it. */
export function reassign(task: Task, owner: Owner, reason: string, today: LocalDate): Decision<Task> {
  const state = move(taskMachine, task.state, 'reassign');
  if (owner.owner_membership_id === task.owner_membership_id) return unchanged(task);
  const next: Task = { ...task, ...owner, state, reason: null };
  const data = { ...headOf(next, task.state), old_owner_membership_id: task.owner_membership_id, reason };
  return { next, events: [occurred(alliance.TaskReassignedV1, today, data)] };
}

/** Of the day that is due; each day is told once. `chair`: the membership that was in the chair on it. */
export function tellOverdue(task: Task, chair: string | null): Decision<Task> {
  const state = move(taskMachine, task.state, 'tell_overdue');
  const day = task.next_overdue_on;
  const next: Task = { ...task, state, is_overdue: true, overdue_told_on: day, next_overdue_on: addDays(day, overdueEveryDays) };
  const data = { ...headOf(next, task.state), days: daysBetween(task.due_on, day), chair_membership_id: chair };
  return { next, events: [occurred(alliance.TaskOverdueV1, day, data)] };
}

export function cancel(task: Task, reason: string, today: LocalDate): Decision<Task> {
  const next: Task = { ...task, state: move(taskMachine, task.state, 'cancel'), reason, is_overdue: false };
  return { next, events: [occurred(alliance.TaskCancelledV1, today, { ...headOf(next, task.state), reason })] };
}

function notOverdue(due_on: LocalDate): Pick<Task, 'is_overdue' | 'overdue_told_on' | 'next_overdue_on'> {
  return { is_overdue: false, overdue_told_on: null, next_overdue_on: addDays(due_on, 1) };
}

/** The first day of the series that is not over and was not told. */
function nextTelling({ due_on, next_overdue_on }: Task, today: LocalDate): LocalDate {
  if (next_overdue_on >= today) return next_overdue_on;
  const steps = Math.ceil(daysBetween(addDays(due_on, 1), today) / overdueEveryDays);
  return addDays(due_on, 1 + steps * overdueEveryDays);
}

function headOf(next: Task, from: TaskState | null) {
  const { resolution_id, owner_membership_id, due_on } = next;
  return { ...transition(next, from), resolution_id, owner_membership_id, due_on };
}
