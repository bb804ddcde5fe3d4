/** Events of the supervision tasks 督办任务 that follow from resolutions. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, reason, transitionData } from '../fields.ts';

export const taskStates = ['assigned', 'in_progress', 'submitted', 'accepted', 'cancelled'] as const;

const evidence = z.string().length(64).nullable().describe('SHA-256 of the file, hex; null of history that came without it');

/** Of every event of a task. */
const taskHead = { ...transitionData, resolution_id: id, owner_membership_id: id, due_on: date };
const task = {
  code: 'TA-000001',
  resolution_id: '0197a0c0-0000-7000-8000-000000000087',
  owner_membership_id: '0197a0c0-0000-7000-8000-000000000081',
  due_on: '2025-12-01',
};

export const TaskAssignedV1 = eventType('park.alliance.task.assigned.v1', {
  summary: { zh: '督办下达', en: 'A task was assigned to a member' },
  data: { ...taskHead, title: z.string() },
  example: { ...task, from_state: null, to_state: 'assigned', title: '提交会议室清单' },
});
export const TaskStartedV1 = eventType('park.alliance.task.started.v1', {
  summary: { zh: '督办开始', en: 'A member works on a task' },
  data: taskHead,
  example: { ...task, from_state: 'assigned', to_state: 'in_progress' },
});
export const TaskSubmittedV1 = eventType('park.alliance.task.submitted.v1', {
  summary: { zh: '督办提交', en: 'A member submitted what it did, with evidence' },
  data: { ...taskHead, evidence_sha256: evidence, submitted_on: date },
  example: { ...task, from_state: 'in_progress', to_state: 'submitted', evidence_sha256: 'e'.repeat(64), submitted_on: '2025-11-20' },
});
export const TaskReturnedV1 = eventType('park.alliance.task.returned.v1', {
  summary: { zh: '督办退回', en: 'A task was returned to its owner' },
  data: { ...taskHead, reason },
  example: { ...task, from_state: 'submitted', to_state: 'in_progress', reason: 'two rooms are missing' },
});
export const TaskAcceptedV1 = eventType('park.alliance.task.accepted.v1', {
  summary: { zh: '督办办结', en: 'A task was accepted' },
  data: { ...taskHead, submitted_on: date, late: z.boolean().describe('It was submitted after its due day') },
  example: { ...task, from_state: 'submitted', to_state: 'accepted', submitted_on: '2025-11-20', late: false },
});
export const TaskReassignedV1 = eventType('park.alliance.task.reassigned.v1', {
  summary: { zh: '督办改派', en: 'A task was given to another member' },
  data: { ...taskHead, old_owner_membership_id: id, reason },
  example: {
    ...task,
    from_state: 'in_progress',
    to_state: 'assigned',
    old_owner_membership_id: '0197a0c0-0000-7000-8000-000000000084',
    reason: 'its owner is suspended',
  },
});
export const TaskDueDayChangedV1 = eventType('park.alliance.task.due-day-changed.v1', {
  summary: { zh: '督办延期', en: 'A task was given another due day' },
  data: { ...taskHead, old_due_on: date, reason },
  example: { ...task, from_state: 'in_progress', to_state: 'in_progress', old_due_on: '2025-11-15', reason: 'waits for the landlord' },
});
export const TaskCancelledV1 = eventType('park.alliance.task.cancelled.v1', {
  summary: { zh: '督办取消', en: 'A task was cancelled' },
  data: { ...taskHead, reason },
  example: { ...task, from_state: 'assigned', to_state: 'cancelled', reason: 'the resolution was dropped' },
});
export const TaskOverdueV1 = eventType('park.alliance.task.overdue.v1', {
  summary: { zh: '督办超期', en: 'A task is overdue and was brought before the member in the chair' },
  data: { ...taskHead, days: count, chair_membership_id: id.nullable() },
  example: { ...task, from_state: 'in_progress', to_state: 'in_progress', days: 1, chair_membership_id: null },
});
