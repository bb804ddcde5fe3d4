/** Events of the projects 项目清单 that members carry out together. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, id, kcny, reason, transitionData } from '../fields.ts';
import { mode } from './mode.ts';

export const projectStates = ['proposed', 'approved', 'in_progress', 'completed', 'evaluated', 'cancelled', 'rejected'] as const;

/** Of every event of a project. */
const projectHead = { ...transitionData, mode, lead_membership_id: id, due_on: date };
const project = {
  code: 'PR-000001',
  mode: 'industry_promotion' as const,
  lead_membership_id: '0197a0c0-0000-7000-8000-000000000081',
  due_on: '2025-12-01',
};
const partners = z.array(id).describe('Memberships, without the leading one');

export const ProjectProposedV1 = eventType('park.alliance.project.proposed.v1', {
  summary: { zh: '项目申报', en: 'A member proposed a project' },
  data: { ...projectHead, title: z.string(), partners, need_id: id.nullable(), budget_kcny: kcny },
  example: { ...project, from_state: null, to_state: 'proposed', title: '冷链设备联合攻关', partners: [], need_id: null, budget_kcny: 300 },
});
export const ProjectApprovedV1 = eventType('park.alliance.project.approved.v1', {
  summary: { zh: '项目立项', en: 'A project was approved' },
  discloses: { alliance: ['code', 'mode', 'lead_membership_id', 'due_on', 'title', 'partners'] },
  data: { ...projectHead, title: z.string(), partners, budget_kcny: kcny },
  example: { ...project, from_state: 'proposed', to_state: 'approved', title: '冷链设备联合攻关', partners: [], budget_kcny: 300 },
});
export const ProjectRejectedV1 = eventType('park.alliance.project.rejected.v1', {
  summary: { zh: '项目未立项', en: 'A project was not approved' },
  data: { ...projectHead, reason },
  example: { ...project, from_state: 'proposed', to_state: 'rejected', reason: 'no partner yet' },
});
export const ProjectStartedV1 = eventType('park.alliance.project.started.v1', {
  summary: { zh: '项目启动', en: 'Work on a project began' },
  data: { ...projectHead, started_on: date },
  example: { ...project, from_state: 'approved', to_state: 'in_progress', started_on: '2025-09-01' },
});
export const ProjectOverdueV1 = eventType('park.alliance.project.overdue.v1', {
  summary: { zh: '项目超期', en: 'A project is not completed on its due day' },
  data: { ...projectHead, days: count },
  example: { ...project, from_state: 'in_progress', to_state: 'in_progress', days: 1 },
});
export const ProjectDueDayChangedV1 = eventType('park.alliance.project.due-day-changed.v1', {
  summary: { zh: '项目改期', en: 'A project was given another due day' },
  discloses: { alliance: ['code', 'mode', 'lead_membership_id', 'due_on', 'old_due_on'] },
  data: { ...projectHead, old_due_on: date, reason },
  example: { ...project, from_state: 'in_progress', to_state: 'in_progress', old_due_on: '2025-10-01', reason: 'a part comes later' },
});
export const ProjectCompletedV1 = eventType('park.alliance.project.completed.v1', {
  summary: { zh: '项目完成', en: 'A project was completed' },
  discloses: { alliance: ['code', 'mode', 'completed_on'] },
  data: { ...projectHead, completed_on: date, result: z.string().describe('Names no person') },
  example: { ...project, from_state: 'in_progress', to_state: 'completed', completed_on: '2025-11-20', result: '联合申请专利两项' },
});
export const ProjectEvaluatedV1 = eventType('park.alliance.project.evaluated.v1', {
  summary: { zh: '项目评价', en: 'The alliance evaluated a project' },
  data: { ...projectHead, score: z.int().min(1).max(5) },
  example: { ...project, from_state: 'completed', to_state: 'evaluated', score: 4 },
});
export const ProjectCancelledV1 = eventType('park.alliance.project.cancelled.v1', {
  summary: { zh: '项目取消', en: 'A project was cancelled' },
  discloses: { alliance: ['code'] },
  data: { ...projectHead, reason },
  example: { ...project, from_state: 'approved', to_state: 'cancelled', reason: 'the leading member left' },
});
