/** The answers about the alliance 党建联盟: the shapes that reporting gives and the dashboard reads. */
import { z } from 'zod';
import { memberRoles } from './alliance/membership.ts';
import { mode } from './alliance/mode.ts';
import { category } from './alliance/need.ts';
import { resolutionProgress } from './alliance/meeting.ts';
import { rotationTermKinds, rotationTermStates } from './alliance/rotation.ts';
import { bilingual } from './bilingual.ts';
import { count, date, id } from './fields.ts';
import { freshness } from './programme-api.ts';

export const allianceMember = z.object({
  id: id.describe('Of the membership'),
  name: z.string().nullable().describe('Null where no event has told it'),
});
export type AllianceMember = z.infer<typeof allianceMember>;

export const allianceTerm = z.object({
  id,
  code: z.string(),
  member: allianceMember,
  kind: z.enum(rotationTermKinds),
  state: z.enum(rotationTermStates).exclude(['withdrawn']),
  from: date,
  to: date.describe('Exclusive; of a term that was skipped while it ran, the day from which the substitute is in the chair'),
  activities: count.nullable().describe('That the member hosted in the term; null before it begins'),
});
export type AllianceTerm = z.infer<typeof allianceTerm>;

export const allianceModeFigures = z.object({
  mode,
  activities: count.describe('Held in the period; an activity of two modes stands in both'),
  attendance: count.describe('Visits to these'),
  hosts: z.array(z.object({ member: allianceMember, activities: count })).describe('The most activities first'),
  needs_confirmed: count.describe('Needs of this mode that their owners confirmed in the period'),
});
export type AllianceModeFigures = z.infer<typeof allianceModeFigures>;

export const allianceCoverage = z.object({
  operating: count.describe('Enterprises in operation and in the park today'),
  own_org: count.describe('Of these, those with a party organisation of their own'),
  joint_org: count.describe('Of these, those that belong to a joint one'),
  work_covered: count.describe('Of these, those with an organisation, an instructor, a liaison, a union or a league organisation'),
  with_youth: count.describe('Of these, those with people of 35 and younger'),
  league_covered: count.describe('Of those with youth, those with a league organisation'),
  due_own_org: count.describe('With three full members and more, and no organisation of their own'),
  uncovered: count.describe('Covered by nothing'),
  youth_without_league: count.describe('With youth and no league organisation'),
});
export type AllianceCoverage = z.infer<typeof allianceCoverage>;

/** `GET /alliance/overview` */
export const allianceOverview = z.object({
  ...freshness,
  chair: allianceTerm.nullable().describe('Null where no approved plan has a term for today'),
  roles: z.array(z.object({ role: z.enum(memberRoles), members: z.array(allianceMember) })).describe('The active members'),
  from: date.describe('First day of the twelve months up to today, of the activities and needs'),
  activities: count.describe('Held in them, each once'),
  attendance: count.describe('Visits to them, each once'),
  modes: z.array(allianceModeFigures).describe('All six, in the order of the article'),
  coverage: allianceCoverage,
});
export type AllianceOverview = z.infer<typeof allianceOverview>;

/** `GET /alliance/rotation?year`: the terms with a day in the year, by their days. */
export const allianceRotation = z.object({ ...freshness, year: z.int(), items: z.array(allianceTerm) });
export type AllianceRotation = z.infer<typeof allianceRotation>;

export const allianceLists = ['needs', 'resources', 'projects'] as const;
export type AllianceListName = (typeof allianceLists)[number];

/** All states that an item of a list may have, once it is in the list. */
export const allianceListStates = {
  needs: ['published', 'matched', 'in_progress', 'delivered', 'confirmed', 'withdrawn', 'expired'],
  resources: ['listed', 'delisted'],
  projects: ['proposed', 'approved', 'in_progress', 'completed', 'evaluated', 'rejected', 'cancelled'],
} as const satisfies Record<AllianceListName, readonly string[]>;
export type AllianceItemState = (typeof allianceListStates)[AllianceListName][number];
const itemStates = [...new Set(Object.values(allianceListStates).flat())] as [AllianceItemState, ...AllianceItemState[]];

export const allianceListItem = z.object({
  id,
  code: z.string(),
  title: z.string(),
  member: allianceMember.describe('The owner; of a project the leading one'),
  mode,
  category: category.nullable().describe('Null for a project'),
  state: z.enum(itemStates),
  quantity: count.nullable().describe('Of a need, in `unit`; of a resource, its slots from today on; null for a project'),
  claimed: count.nullable().describe('Of this, what is claimed'),
  unit: z.string().nullable().describe('Null for slots'),
  since: date.describe('The publication, the listing or the proposal'),
  age_days: count.describe('From then to today, or until it was settled'),
  due_on: date.nullable().describe('The last day: by which it is needed, on which it is offered, on which the project is due'),
  settled_on: date.nullable().describe('Confirmed, withdrawn, expired, delisted, completed, rejected or cancelled'),
  is_escalated: z.boolean().describe('A need that was brought before the chair, and that nobody has answered since'),
  is_overdue: z.boolean().describe('Open after its last day'),
});
export type AllianceListItem = z.infer<typeof allianceListItem>;

/** `GET /alliance/lists?list&state&mode&limit&offset`: the open items, overdue ones and the oldest first; of a state, those of twelve months. */
export const allianceListPage = z.object({
  ...freshness,
  list: z.enum(allianceLists),
  state: z.string().describe('`open`, or the state that was asked for'),
  mode: mode.nullable(),
  total: count,
  items: z.array(allianceListItem),
});
export type AllianceListPage = z.infer<typeof allianceListPage>;

export const supervisionItem = z.object({
  kind: z.enum(['resolution', 'task']),
  id,
  code: z.string(),
  title: z.string(),
  owner: allianceMember,
  resolution: z.object({ id, code: z.string(), title: z.string() }).nullable().describe('From which the task follows'),
  state: z.string(),
  due_on: date,
  overdue_days: count.describe('0 up to the due day'),
  progress: z.enum(resolutionProgress).nullable().describe('Of a resolution, by its last report'),
  reported_on: date.nullable().describe('The last report; of a task, the day on which it was last handed in'),
  is_returned: z.boolean().describe('The task was handed in, and returned to its owner'),
});
export type SupervisionItem = z.infer<typeof supervisionItem>;

/** `GET /alliance/resolutions`: the resolutions and tasks that stand, by due day. */
export const supervisionList = z.object({ ...freshness, items: z.array(supervisionItem) });
export type SupervisionList = z.infer<typeof supervisionList>;

export const needMatch = z.object({
  rank: z.int().describe('The same for candidates with the same points'),
  kind: z.enum(['resource', 'member']),
  id: id.describe('Of the resource or the membership'),
  code: z.string(),
  title: z.string().nullable(),
  membership_id: id,
  member_name: z.string(),
  fits: z.boolean(),
  points: z.int().describe('Of 100'),
  reasons: z.array(z.object({ criterion: z.string(), code: z.string(), fits: z.boolean(), points: z.int(), text: bilingual })),
});
export type NeedMatch = z.infer<typeof needMatch>;

/** `GET /alliance/needs/{id}/matches`: as the alliance service answers, the best candidates first. */
export const needMatches = z.object({
  need_id: id,
  code: z.string(),
  open: z.int().describe('What is still needed, in `unit`'),
  unit: z.string(),
  candidates: z.int().describe('That were considered'),
  fitting: z.int().describe('Of these, those that fit'),
  is_complete: z.boolean().describe('False where there are more candidates than were considered'),
  items: z.array(needMatch),
});
export type NeedMatches = z.infer<typeof needMatches>;
