import { alliance, type Decision } from '@park/contracts';
import { allowed, move } from '@park/kernel';
import { aMeeting } from '../meetings/meeting.fixture.ts';
import { aMembership } from '../memberships/membership.fixture.ts';
import { aTopic } from '../topics/topic.fixture.ts';
import { aResolution } from './resolution.fixture.ts';
import { requireOrder, type ResolutionHistory } from './resolution-history.ts';
import {
  adopt,
  changeDueDay,
  drop,
  fulfil,
  ownerOf,
  report,
  resolutionMachine,
  type Resolution,
  type ResolutionAction,
  type ResolutionState,
} from './resolution.ts';

const today = '2025-08-01';
const identity = { id: '0197a0c0-0000-7000-8000-000000000087', code: 'RS-000001', now: new Date('2025-08-01T02:00:00Z'), today };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Resolution>) => events.map(({ of, data }) => of.schema.parse(data));
const held = aMeeting({ state: 'convened' });
const later = aMeeting({ id: '0197a0c0-0000-7000-8000-000000000095', meeting_on: '2025-10-15', state: 'convened' });
const adopted = aTopic({ state: 'adopted', agenda_number: 1 });
const content = { title: '建立会议室共享排期', mode: 'resource_sharing', due_on: '2025-09-30' } as const;

it('follows from a topic that the meeting has adopted, before its minutes', () => {
  const owner = ownerOf(aMembership());
  const decision = adopt(identity, adopted, held, owner, content);
  expect(decision.events[0]!.effectiveOn).toBe('2025-07-15');
  expect(told(decision)).toMatchObject([{ from_state: null, to_state: 'adopted', ...content, owner_membership_id: aMembership().id }]);
  for (const state of alliance.topicStates.filter((one) => one !== 'adopted'))
    expect(() => adopt(identity, aTopic({ state }), held, owner, content)).toThrow(refused('topic_not_adopted'));
  expect(() => adopt(identity, adopted, aMeeting({ state: 'minutes_published' }), owner, content)).toThrow(refused('meeting_not_deciding'));
});

it('says nothing by the same report on the same day, and something by another or on another day', () => {
  const reported = report(aResolution(), 'on_track', today);
  expect(told(reported)).toMatchObject([{ progress: 'on_track', reported_on: today, from_state: 'adopted', to_state: 'adopted' }]);
  expect(report(reported.next, 'on_track', today).events).toEqual([]);
  expect(report(reported.next, 'delayed', today).events).toHaveLength(1);
  expect(report(reported.next, 'on_track', '2025-08-02').events).toHaveLength(1);
});

it('is late where its last task was submitted after its due day', () => {
  expect(fulfil(aResolution(), '2025-09-30', '2025-10-09').next).toMatchObject({ is_late: false, fulfilled_on: '2025-10-09' });
  expect(told(fulfil(aResolution(), '2025-10-01', '2025-10-09'))).toMatchObject([{ late: true, fulfilled_on: '2025-10-09' }]);
});

it('is late after the due day that it was given last, and says nothing where the day stays', () => {
  const moved = changeDueDay(aResolution(), '2025-10-31', 'waits for the landlord', { adopted_on: '2025-07-15', today });
  expect(told(moved)).toMatchObject([{ due_on: '2025-10-31', old_due_on: '2025-09-30', reason: 'waits for the landlord' }]);
  expect(fulfil(moved.next, '2025-10-31', '2025-11-03').next.is_late).toBe(false);
  expect(fulfil(moved.next, '2025-11-01', '2025-11-03').next.is_late).toBe(true);
  expect(changeDueDay(aResolution(), '2025-09-30', 'as before', { adopted_on: '2025-07-15', today }).events).toEqual([]);
});

it('is dropped by a later meeting that is convened', () => {
  expect(told(drop(aResolution(), held, later, 'no longer needed'))).toMatchObject([{ by_meeting_id: later.id, to_state: 'dropped' }]);
  expect(() => drop(aResolution(), held, held, 'no')).toThrow(refused('not_a_later_meeting'));
  expect(() => drop(aResolution(), later, held, 'no')).toThrow(refused('not_a_later_meeting'));
  expect(() => drop(aResolution(), held, { ...later, state: 'reported' }, 'no')).toThrow(refused('meeting_not_deciding'));
});

describe('one that comes from a file', () => {
  const whole: ResolutionHistory = {
    due_on: '2025-09-30',
    progress: 'done',
    reported_on: '2025-07-20',
    submitted_on: '2025-07-20',
    accepted_on: '2025-07-22',
    fulfilled_on: '2025-07-22',
  };
  const order =
    (wish: { [Name in keyof ResolutionHistory]?: ResolutionHistory[Name] | undefined }, isFollowed = false) =>
    () =>
      requireOrder({ ...whole, ...wish } as ResolutionHistory, '2025-07-15', isFollowed, today);

  it('has its days in their order', () => {
    expect(order({})).not.toThrow();
    expect(order({ submitted_on: '2025-07-15', reported_on: '2025-07-15' })).not.toThrow();
    const wrong: [Parameters<typeof order>[0], string][] = [
      [{ reported_on: '2025-08-02' }, 'in_future'],
      [{ fulfilled_on: '2025-08-02' }, 'in_future'],
      [{ submitted_on: '2025-07-14' }, 'before_meeting'],
      [{ reported_on: '2025-07-14' }, 'before_meeting'],
      [{ submitted_on: undefined }, 'required'],
      [{ accepted_on: '2025-07-19' }, 'before_submission'],
      [{ accepted_on: undefined }, 'required'],
      [{ fulfilled_on: '2025-07-21' }, 'before_acceptance'],
      [{ progress: undefined }, 'required'],
      [{ reported_on: '2025-07-23' }, 'after_fulfilment'],
    ];
    for (const [wish, code] of wrong) expect(order(wish)).toThrow(refused(code));
  });

  it('has a report where the meeting after is closed and it stands', () => {
    const none = { progress: undefined, reported_on: undefined, accepted_on: undefined, fulfilled_on: undefined };
    expect(order(none)).not.toThrow();
    expect(order(none, true)).toThrow(refused('required'));
    expect(order({ ...none, accepted_on: '2025-07-22' }, true)).not.toThrow();
  });
});

const actions: Record<Exclude<ResolutionAction, 'add_task'>, (resolution: Resolution) => Decision<Resolution>> = {
  report: (resolution) => report(resolution, 'delayed', today),
  change_due_day: (resolution) => changeDueDay(resolution, '2025-10-31', 'later', { adopted_on: '2025-07-15', today }),
  fulfil: (resolution) => fulfil(resolution, today, today),
  drop: (resolution) => drop(resolution, held, later, 'no longer needed'),
};

describe.each(alliance.resolutionStates)('in the state %s', (state: ResolutionState) => {
  it.each(Object.keys(actions) as (keyof typeof actions)[])('takes "%s" or refuses it, as the machine says', (action) => {
    const run = () => actions[action](aResolution({ state }));
    if (!allowed(resolutionMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = resolutionMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });

  it('takes another task as long as it stands', () => {
    const add = () => move(resolutionMachine, state, 'add_task');
    if (state === 'adopted') expect(add()).toBe('adopted');
    else expect(add).toThrow(refused('invalid_transition'));
  });
});
