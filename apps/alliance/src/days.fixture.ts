/** Of each day that a call of the alliance service takes, the first and the last one: see libs/test-kit/src/days.ts. */
import { addDays, addMonths, type NewIdentity } from '@park/kernel';
import type { BoundedDay } from '@park/test-kit';
import { anActivity } from './activities/activity.fixture.ts';
import { change, draft as draftActivity, requireAhead, type Activity } from './activities/activity.ts';
import { proposeForNeed } from './claims/claim.ts';
import { aMeeting } from './meetings/meeting.fixture.ts';
import { draft as draftMeeting, moveTo, openTopics, report } from './meetings/meeting.ts';
import { aMembership } from './memberships/membership.fixture.ts';
import { aNeed } from './needs/need.fixture.ts';
import { changeContent as changeNeed, draft as draftNeed } from './needs/need.ts';
import { anOrganisation } from './organisations/organisation.fixture.ts';
import { updateProfile } from './organisations/organisation.ts';
import { aProject } from './projects/project.fixture.ts';
import { changeDueDay as changeProjectDueDay, propose } from './projects/project.ts';
import { aResolution } from './resolutions/resolution.fixture.ts';
import { adopt, changeDueDay as changeResolutionDueDay, ownerOf } from './resolutions/resolution.ts';
import { aResource } from './resources/resource.fixture.ts';
import { changeContent as changeResource, draft as draftResource } from './resources/resource.ts';
import { addSlots } from './resources/slot.ts';
import { draft as draftPlan, type PlanSpan } from './rotation-plans/rotation-plan.ts';
import { aTask } from './tasks/task.fixture.ts';
import { assign, changeDueDay } from './tasks/task.ts';
import { aTopic } from './topics/topic.fixture.ts';

const today = '2025-06-16';
const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: aNeed().id, code: 'XX-000001', now, today };
const member = aMembership({ id: '0197a0c0-0000-7000-8000-000000000099' });

type Times = Partial<Pick<Activity, 'starts_at' | 'ends_at'>>;
const activityTimes = (call: string, enter: (times: Times) => unknown): BoundedDay[] => [
  {
    call,
    member: '/starts_at',
    first: '2025-06-16T02:00:01Z',
    last: '2026-06-17T15:59:59Z',
    step: (at) => enter({ starts_at: new Date(at), ends_at: new Date(Date.parse(at) + 3_600_000) }),
  },
  { call, member: '/ends_at', first: '2025-09-20T06:00:01Z', last: '2025-10-21T06:00:00Z', step: (at) => enter({ ends_at: new Date(at) }) },
];
const activities: BoundedDay[] = [
  ...activityTimes('POST /activities', (times) => {
    const content = { ...anActivity(), ...times };
    requireAhead(content, now);
    return draftActivity(identity, { id: content.membership_id, uscc: content.member_uscc }, content, false);
  }),
  ...activityTimes('PATCH /activities/{id}', (times) => change(anActivity(), times, now)),
];

const meetings: BoundedDay[] = [
  { call: 'POST /meetings', member: '/meeting_on', first: '2025-06-17', last: '2026-06-16', step: (day) => draftMeeting(identity, day) },
  {
    call: 'POST /meetings/{id}/open-topics',
    member: '/topics_until',
    first: '2025-06-17',
    last: '2025-07-13',
    step: (day) => openTopics(aMeeting(), day, today),
  },
  {
    call: 'POST /meetings/{id}/report',
    member: '/reported_on',
    first: '2025-07-10',
    last: '2025-07-13',
    step: (day) =>
      report(aMeeting({ state: 'agenda_fixed', agenda_fixed_on: '2025-07-10' }), { reported_on: day, sha256: null }, '2025-07-20'),
  },
  {
    call: 'POST /meetings/{id}/move',
    member: '/meeting_on',
    first: '2025-06-17',
    last: '2026-06-16',
    step: (day) => moveTo(aMeeting(), day, 'the hall', today),
  },
  {
    call: 'POST /resolutions',
    member: '/due_on',
    first: '2025-07-16',
    last: '2028-07-15',
    step: (day) =>
      adopt(identity, aTopic({ state: 'adopted' }), aMeeting({ state: 'convened' }), ownerOf(member), {
        title: '1',
        mode: 'org_building',
        due_on: day,
      }),
  },
  {
    call: 'POST /resolutions/{id}/change-due-day',
    member: '/due_on',
    first: '2025-08-02',
    last: '2028-07-15',
    step: (day) => changeResolutionDueDay(aResolution(), day, 'later', { adopted_on: '2025-07-15', today: '2025-08-01' }),
  },
  {
    call: 'POST /tasks',
    member: '/due_on',
    first: '2025-06-17',
    last: '2028-06-16',
    step: (day) => assign(identity, aTask().resolution_id, ownerOf(member), { title: '1', due_on: day }, today),
  },
  {
    call: 'POST /tasks/{id}/change-due-day',
    member: '/due_on',
    first: '2025-06-17',
    last: '2028-06-16',
    step: (day) => changeDueDay(aTask(), day, 'later', today),
  },
];

const lists: BoundedDay[] = [
  {
    call: 'POST /needs',
    member: '/needed_by',
    first: '2025-06-17',
    last: addDays(today, 366),
    step: (day) => draftNeed(identity, member, { ...aNeed(), needed_by: day }),
  },
  {
    call: 'PATCH /needs/{id}',
    member: '/needed_by',
    first: '2025-06-17',
    last: addDays(today, 366),
    step: (day) => changeNeed(aNeed(), { needed_by: day }, today),
  },
  {
    call: 'POST /resources',
    member: '/listed_until',
    first: '2025-06-17',
    last: addDays(today, 1_096),
    step: (day) => draftResource(identity, member, { ...aResource(), listed_until: day }),
  },
  {
    call: 'PATCH /resources/{id}',
    member: '/listed_until',
    first: '2025-06-17',
    last: addDays(today, 1_096),
    step: (day) => changeResource(aResource(), { listed_until: day }, today),
  },
  {
    call: 'POST /resources/{id}/add-slots',
    member: '/slots/*/starts_at',
    first: '2025-06-16T02:00:01Z',
    last: '2025-12-31T15:59:59Z',
    step: (at) => addSlots(aResource(), [{ starts_at: new Date(at), ends_at: new Date(Date.parse(at) + 3_600_000) }], () => member.id, now),
  },
  {
    call: 'POST /resources/{id}/add-slots',
    member: '/slots/*/ends_at',
    first: '2025-07-20T10:00:01Z',
    last: '2025-08-20T10:00:00Z',
    step: (at) => addSlots(aResource(), [{ starts_at: new Date('2025-07-20T10:00:00Z'), ends_at: new Date(at) }], () => member.id, now),
  },
  {
    call: 'POST /claims',
    member: '/due_on',
    first: today,
    last: '2025-08-31',
    step: (day) => proposeForNeed(identity, aNeed(), member, { quantity: 1, due_on: day }),
  },
];

const planned = (span: Omit<PlanSpan, 'period'>): unknown =>
  draftPlan(identity, { period: 'month', ...span }, { members: [member.id], substitutes: [] }, 'clerk');
const others: BoundedDay[] = [
  {
    call: 'POST /rotation-plans',
    member: '/start_on',
    first: '2025-06-01',
    last: '2026-06-01',
    step: (day) => planned({ start_on: day, end_on: addMonths(day, 1) }),
  },
  {
    call: 'POST /rotation-plans',
    member: '/end_on',
    first: '2025-08-01',
    last: null,
    unbounded: 'each period names its member: a longer plan is refused at the members, of which it has at most 60',
    step: (day) => planned({ start_on: '2025-07-01', end_on: day }),
  },
  {
    call: 'POST /organisations/{id}/update-profile',
    member: '/counted_on',
    first: '2025-06-01',
    last: today,
    step: (day) => updateProfile(anOrganisation({ counted_on: '2025-06-01' }), { full_members: 3 }, day, today),
  },
  {
    call: 'POST /projects',
    member: '/due_on',
    first: '2025-06-17',
    last: addDays(today, 1_096),
    step: (day) => {
      const team = { lead: member, partners: [], need_id: null, proposed_by: 'clerk' };
      return propose(identity, { ...aProject(), budget_kcny: 1, due_on: day }, team);
    },
  },
  {
    call: 'POST /projects/{id}/change-due-day',
    member: '/due_on',
    first: '2025-06-17',
    last: addDays('2025-06-01', 1_096),
    step: (day) => changeProjectDueDay(aProject(), day, 'later', today),
  },
];

export const days: BoundedDay[] = [...activities, ...meetings, ...lists, ...others];
