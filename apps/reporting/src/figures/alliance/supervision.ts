/** Resolutions 决议 of joint meetings, and the tasks 督办 that follow from them: each with a day by which it is due. */
import { alliance } from '@park/contracts';
import { addDays, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, phases, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { span } from '../../ledger/spans.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Entry } from '../../ledger/timeline.ts';
import { mode } from './dimensions.ts';
import { openPlace } from './list-place.ts';

/** Resolutions that were not dropped, on the day by which they are due: the one that was given last. */
export const resolutionsDue: Measure = { code: 'resolutions_due', dimensions: [mode] };
/** Of these, those whose last task was handed in by then and accepted. */
export const resolutionsOnTime: Measure = { code: 'resolutions_fulfilled_on_time', dimensions: [mode] };
/** Tasks that are not accepted, from the day after the one by which they are due. */
export const tasksOverdue: Measure = { code: 'tasks_overdue', dimensions: [] };

interface Resolution {
  code: string;
  state: string;
  mode: string;
  due_on: LocalDate;
  late: boolean;
  owner: string;
  title: string;
  progress: string;
  reported_on: LocalDate;
}

const map = mappingsTo<Resolution>();

type ResolutionHead = { code: string; to_state: string; mode: string; due_on: LocalDate; owner_membership_id: string };

function headOf({ code, to_state: state, mode: of, due_on, owner_membership_id: owner }: ResolutionHead): Partial<Resolution> {
  return { code, state, mode: of, due_on, owner };
}

export function resolutionOf(known: Known): Partial<Resolution> {
  return latest(logsOf<Resolution>(known, 'alliance.resolution')[0]?.log ?? []);
}

function resolutionTimeline(known: Known): Entry[] {
  return logsOf<Resolution>(known, 'alliance.resolution').flatMap(({ log }) => {
    const { state, mode: of = 'unknown', due_on, late } = latest(log);
    if (due_on === undefined || state === 'dropped') return [];
    const isOnTime = state === 'fulfilled' && late === false;
    return [
      flowEntry(resolutionsDue, { mode: of }, due_on, 1),
      ...(isOnTime ? [flowEntry(resolutionsOnTime, { mode: of }, due_on, 1)] : []),
    ];
  });
}

export const resolution: SubjectKind = {
  name: 'alliance.resolution',
  title: { zh: '决议', en: 'Resolution' },
  version: 3,
  belongsTo: (known) => (resolutionOf(known).state === 'adopted' ? openPlace : null),
  measures: [resolutionsDue, resolutionsOnTime],
  mappings: [
    map(alliance.ResolutionAdoptedV1, (data) => ({ is: { ...headOf(data), title: data.title } })),
    map(alliance.ResolutionReportedV1, (data) => ({
      is: { ...headOf(data), progress: data.progress, reported_on: data.reported_on },
    })),
    map(alliance.ResolutionDueDayChangedV1, (data) => ({ is: headOf(data) })),
    map(alliance.ResolutionFulfilledV1, (data) => ({ is: { ...headOf(data), late: data.late } })),
    map(alliance.ResolutionDroppedV1, (data) => ({ is: headOf(data) })),
  ],
  timeline: resolutionTimeline,
};

interface Task {
  code: string;
  state: string;
  due_on: LocalDate;
  resolution_id: string;
  owner: string;
  title: string;
  submitted_on: LocalDate;
  is_returned: boolean;
}

const mapTask = mappingsTo<Task>();

type TaskHead = { code: string; to_state: string; due_on: LocalDate; resolution_id: string; owner_membership_id: string };

function taskHeadOf({ code, to_state: state, due_on, resolution_id, owner_membership_id: owner }: TaskHead): Partial<Task> {
  return { code, state, due_on, resolution_id, owner };
}

function moved(data: TaskHead): { is: Partial<Task> } {
  return { is: taskHeadOf(data) };
}

export function taskOf(known: Known): Partial<Task> {
  return latest(logsOf<Task>(known, 'alliance.task')[0]?.log ?? []);
}

const openStates = ['assigned', 'in_progress', 'submitted'];

/** A day that is moved counts from the move on: until then the day before stood. */
function taskTimeline(known: Known): Entry[] {
  return logsOf<Task>(known, 'alliance.task').flatMap(({ log }) =>
    phases(log).flatMap(({ from, to, state: { state = '', due_on } }) => {
      if (due_on === undefined || !openStates.includes(state)) return [];
      const overdueFrom = addDays(due_on, 1);
      return stockEntries(tasksOverdue, {}, span(from > overdueFrom ? from : overdueFrom, to), 1);
    }),
  );
}

export const task: SubjectKind = {
  name: 'alliance.task',
  title: { zh: '督办任务', en: 'Supervision task' },
  version: 2,
  belongsTo: (known) => (openStates.includes(taskOf(known).state ?? '') ? openPlace : null),
  measures: [tasksOverdue],
  mappings: [
    mapTask(alliance.TaskAssignedV1, (data) => ({ is: { ...taskHeadOf(data), title: data.title } })),
    mapTask(alliance.TaskStartedV1, moved),
    mapTask(alliance.TaskSubmittedV1, (data) => ({
      is: { ...taskHeadOf(data), submitted_on: data.submitted_on, is_returned: false },
    })),
    mapTask(alliance.TaskReturnedV1, (data) => ({ is: { ...taskHeadOf(data), is_returned: true } })),
    mapTask(alliance.TaskReassignedV1, moved),
    mapTask(alliance.TaskAcceptedV1, moved),
    mapTask(alliance.TaskDueDayChangedV1, moved),
    mapTask(alliance.TaskCancelledV1, moved),
  ],
  timeline: taskTimeline,
};
