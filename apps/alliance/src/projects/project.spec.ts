import { alliance, type Decision } from '@park/contracts';
import { addDays, allowed } from '@park/kernel';
import { aProject } from './project.fixture.ts';
import {
  approve,
  cancel,
  changeDueDay,
  complete,
  evaluate,
  noteOverdue,
  projectMachine,
  propose,
  reject,
  start,
  type Project,
  type ProjectAction,
  type ProjectState,
} from './project.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-0000000000d0', code: 'PR-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const lead = { id: '0197a0c0-0000-7000-8000-000000000081', uscc: '91370200264574251E', organisation_name: '海创软件' };
const partner = '0197a0c0-0000-7000-8000-000000000084';
const content = { mode: 'industry_promotion' as const, title: '联合攻关', due_on: '2025-12-01', budget_kcny: 300 };
const team = { lead, partners: [partner], need_id: null, proposed_by: 'clerk' };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Project>) => events.map(({ of, data }) => of.schema.parse(data));

it('is proposed with partners, approved, carried out and evaluated', () => {
  const proposed = propose(identity, content, team);
  expect(told(proposed)).toMatchObject([{ from_state: null, partners: [partner], budget_kcny: 300 }]);
  const approved = approve(proposed.next, 'chief', today);
  expect(approved.next).toMatchObject({ state: 'approved', overdue_from: '2025-12-02' });
  const completed = complete(start(approved.next, today).next, '联合申请专利两项', '2025-11-20');
  expect(completed.next).toMatchObject({ state: 'completed', completed_on: '2025-11-20', is_overdue: false, overdue_from: null });
  expect(told(evaluate(completed.next, 4, '2025-11-21'))).toMatchObject([{ score: 4, lead_membership_id: lead.id }]);
});

it.each([[[partner, partner]], [[lead.id]], [[partner, lead.id]]])('has no partner twice: %j', (partners) => {
  expect(() => propose(identity, content, { ...team, partners })).toThrow(refused('partner_twice'));
});

it('is decided on by another person than the one who proposed it', () => {
  const proposed = aProject({ state: 'proposed' });
  expect(() => approve(proposed, 'clerk', today)).toThrow(refused('segregation_of_duties'));
  expect(() => reject(proposed, 'clerk', 'no', today)).toThrow(refused('segregation_of_duties'));
});

it('is told to be overdue on the day after the due day, and then every 7 days', () => {
  let project = aProject();
  const days: number[] = [];
  for (let ahead = -1; ahead <= 22; ahead++) {
    const decision = noteOverdue(project, addDays(project.due_on, ahead));
    days.push(...told(decision).map((data) => (data as { days: number }).days));
    project = decision.next;
  }
  expect(days).toEqual([1, 8, 15, 22]);
  expect(project.is_overdue).toBe(true);
});

it('is told to be overdue once after a pause of the clock, and then on the next of these days', () => {
  const { next, events } = noteOverdue(aProject(), addDays('2025-12-01', 17));
  expect([events.length, next.overdue_from]).toEqual([1, addDays('2025-12-01', 22)]);
});

it('is overdue no more with a later due day, from the day after which the clock counts anew', () => {
  const overdue = noteOverdue(aProject(), '2025-12-02').next;
  const moved = changeDueDay(overdue, '2026-01-31', 'a part comes later', '2025-12-03');
  expect(moved.next).toMatchObject({ due_on: '2026-01-31', is_overdue: false, overdue_from: '2026-02-01', state: 'in_progress' });
  expect(told(moved)).toMatchObject([{ due_on: '2026-01-31', old_due_on: '2025-12-01', reason: 'a part comes later' }]);
  expect(noteOverdue(moved.next, '2026-01-31').events).toEqual([]);
  expect(told(noteOverdue(moved.next, '2026-02-01'))).toMatchObject([{ days: 1 }]);
  expect(changeDueDay(overdue, '2025-12-01', 'as before', '2025-12-03').events).toEqual([]);
});

it('that began before it was entered is moved to at most 1,096 days after its beginning', () => {
  const entered = aProject({ started_on: '2025-03-10' });
  expect(changeDueDay(entered, '2028-03-10', 'later', today).next.due_on).toBe('2028-03-10');
  expect(() => changeDueDay(entered, '2028-03-11', 'later', today)).toThrow(refused('due_on_out_of_range'));
});

const actions: Record<ProjectAction, (project: Project) => Decision<Project>> = {
  approve: (project) => approve(project, 'chief', today),
  reject: (project) => reject(project, 'chief', 'no partner', today),
  start: (project) => start(project, today),
  change_due_day: (project) => changeDueDay(project, '2025-12-15', 'a part comes later', today),
  note_overdue: (project) => noteOverdue(project, '2025-12-02'),
  complete: (project) => complete(project, 'done', today),
  evaluate: (project) => evaluate(project, 3, today),
  cancel: (project) => cancel(project, 'no money', today),
};

describe.each(alliance.projectStates)('in the state %s', (state: ProjectState) => {
  it.each(Object.keys(actions) as ProjectAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const run = () => actions[action](aProject({ state }));
    if (!allowed(projectMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = projectMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
