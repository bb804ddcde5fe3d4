import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aMembership } from '../memberships/membership.fixture.ts';
import { ownerOf } from '../resolutions/resolution.ts';
import { aTask } from './task.fixture.ts';
import {
  accept,
  assign,
  cancel,
  changeDueDay,
  reassign,
  returnToOwner,
  start,
  submit,
  taskMachine,
  tellOverdue,
  type Task,
  type TaskAction,
  type TaskState,
} from './task.ts';

const today = '2025-07-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000088', code: 'TA-000001', now: new Date('2025-07-16T02:00:00Z'), today };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Task>) => events.map(({ of, data }) => of.schema.parse(data));
const content = { title: '提交会议室清单', due_on: '2025-07-31' };
const other = ownerOf(aMembership({ id: '0197a0c0-0000-7000-8000-000000000091' }));
const submission = (submitted_on: string) => ({ evidence_sha256: 'e'.repeat(64), submitted_on, submitted_by: 'party-1' });
const submitted = (on: string, wish: Partial<Task> = {}) => submit(aTask({ state: 'in_progress', ...wish }), submission(on)).next;

it('is assigned with a due day, after which the clock counts', () => {
  const assigned = assign(identity, aTask().resolution_id, ownerOf(aMembership()), content, today);
  expect(assigned.next).toMatchObject({ state: 'assigned', is_overdue: false, next_overdue_on: '2025-08-01' });
  expect(told(assigned)).toMatchObject([{ from_state: null, to_state: 'assigned', ...content }]);
});

it('is accepted by somebody else than the one who submitted it; late where it came after its due day', () => {
  expect(() => accept(submitted('2025-07-31'), 'party-1', '2025-08-20')).toThrow(refused('segregation_of_duties'));
  expect(told(accept(submitted('2025-07-31'), 'clerk', '2025-08-20'))).toMatchObject([{ submitted_on: '2025-07-31', late: false }]);
  expect(accept(submitted('2025-08-01'), 'clerk', '2025-08-20').next).toMatchObject({ is_late: true, accepted_on: '2025-08-20' });
});

it('is overdue from the day after its due day on, told then and every seven days, each once', () => {
  const first = tellOverdue(aTask(), other.owner_membership_id);
  expect(told(first)).toMatchObject([{ days: 1, chair_membership_id: other.owner_membership_id }]);
  expect(first.events[0]!.effectiveOn).toBe('2025-08-01');
  expect(first.next).toMatchObject({ is_overdue: true, overdue_told_on: '2025-08-01', next_overdue_on: '2025-08-08' });
  const second = tellOverdue(first.next, null);
  expect(told(second)).toMatchObject([{ days: 8, chair_membership_id: null }]);
  expect(second.next).toMatchObject({ overdue_told_on: '2025-08-08', next_overdue_on: '2025-08-15' });
});

it('is not overdue while it lies with the park, and again once it is returned', () => {
  const late = submitted('2025-08-03', { is_overdue: true, overdue_told_on: '2025-08-01', next_overdue_on: '2025-08-08' });
  expect(late.is_overdue).toBe(false);
  const days: [string, boolean, string][] = [
    ['2025-08-03', true, '2025-08-08'],
    ['2025-08-08', true, '2025-08-08'],
    ['2025-08-09', true, '2025-08-15'],
    ['2025-08-15', true, '2025-08-15'],
    ['2025-08-16', true, '2025-08-22'],
  ];
  for (const [day, is_overdue, next_overdue_on] of days)
    expect([day, returnToOwner(late, 'two rooms are missing', day).next]).toMatchObject([day, { is_overdue, next_overdue_on }]);
  const early = submitted('2025-07-20');
  expect(returnToOwner(early, 'two rooms are missing', '2025-07-31').next).toMatchObject({
    is_overdue: false,
    next_overdue_on: '2025-08-01',
    submitted_on: null,
    evidence_sha256: null,
  });
  expect(returnToOwner(early, 'two rooms are missing', '2025-08-01').next).toMatchObject({
    is_overdue: true,
    next_overdue_on: '2025-08-01',
  });
});

it('is not overdue any more with a later due day', () => {
  const overdue = tellOverdue(aTask(), null).next;
  const moved = changeDueDay(overdue, '2025-08-20', 'waits for the landlord', '2025-08-02');
  expect(moved.next).toMatchObject({ is_overdue: false, overdue_told_on: null, next_overdue_on: '2025-08-21' });
  expect(told(moved)).toMatchObject([{ old_due_on: '2025-07-31', due_on: '2025-08-20' }]);
  expect(changeDueDay(overdue, '2025-07-31', 'as before', '2025-08-02').events).toEqual([]);
  expect(() => changeDueDay(overdue, '2025-08-02', 'today', '2025-08-02')).toThrow(refused('due_on_out_of_range'));
});

it('goes to another member, who begins anew', () => {
  const moved = reassign(aTask({ state: 'in_progress' }), other, 'its owner is suspended', today);
  expect(told(moved)).toMatchObject([{ to_state: 'assigned', old_owner_membership_id: aTask().owner_membership_id }]);
  expect(reassign(aTask(), ownerOf(aMembership()), 'as before', today).events).toEqual([]);
});

const actions: Record<TaskAction, (task: Task) => Decision<Task>> = {
  start: (task) => start(task, today),
  submit: (task) => submit(task, submission(today)),
  return: (task) => returnToOwner(task, 'two rooms are missing', today),
  accept: (task) => accept(task, 'clerk', today),
  change_due_day: (task) => changeDueDay(task, '2025-08-20', 'waits for the landlord', today),
  reassign: (task) => reassign(task, other, 'its owner is suspended', today),
  tell_overdue: (task) => tellOverdue(task, null),
  cancel: (task) => cancel(task, 'the resolution was dropped', today),
};

describe.each(alliance.taskStates)('in the state %s', (state: TaskState) => {
  it.each(Object.keys(actions) as TaskAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const run = () => actions[action](aTask({ state, submitted_on: today }));
    if (!allowed(taskMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = taskMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
