/** Resolutions 决议 of joint meetings, and the tasks 督办 that follow from them: each with a day by which it is due. */
import { alliance } from '@park/contracts';
import { addDays, type LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, phases, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { span } from '../../ledger/spans.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry, stockEntries, type Entry } from '../../ledger/timeline.ts';
import { mode } from './dimensions.ts';

/** Resolutions that were not dropped, on the day by which they are due. */
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
}

const map = mappingsTo<Resolution>();

type ResolutionHead = { code: string; to_state: string; mode: string; due_on: LocalDate };

function headOf({ code, to_state: state, mode: of, due_on }: ResolutionHead): Partial<Resolution> {
  return { code, state, mode: of, due_on };
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
  version: 1,
  measures: [resolutionsDue, resolutionsOnTime],
  mappings: [
    map(alliance.ResolutionAdoptedV1, (data) => ({ is: headOf(data) })),
    map(alliance.ResolutionReportedV1, (data) => ({ is: headOf(data) })),
    map(alliance.ResolutionFulfilledV1, (data) => ({ is: { ...headOf(data), late: data.late } })),
    map(alliance.ResolutionDroppedV1, (data) => ({ is: headOf(data) })),
  ],
  timeline: resolutionTimeline,
};

interface Task {
  code: string;
  state: string;
  due_on: LocalDate;
}

const mapTask = mappingsTo<Task>();

function moved({ code, to_state: state, due_on }: { code: string; to_state: string; due_on: LocalDate }): { is: Partial<Task> } {
  return { is: { code, state, due_on } };
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
  version: 1,
  measures: [tasksOverdue],
  mappings: [
    mapTask(alliance.TaskAssignedV1, moved),
    mapTask(alliance.TaskStartedV1, moved),
    mapTask(alliance.TaskSubmittedV1, moved),
    mapTask(alliance.TaskReturnedV1, moved),
    mapTask(alliance.TaskReassignedV1, moved),
    mapTask(alliance.TaskAcceptedV1, moved),
    mapTask(alliance.TaskDueDayChangedV1, moved),
    mapTask(alliance.TaskCancelledV1, moved),
  ],
  timeline: taskTimeline,
};
