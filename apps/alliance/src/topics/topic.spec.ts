import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aMeeting } from '../meetings/meeting.fixture.ts';
import { aMembership } from '../memberships/membership.fixture.ts';
import { aTopic } from './topic.fixture.ts';
import {
  agendaOf,
  carry,
  decide,
  decline,
  offer,
  schedule,
  submit,
  topicMachine,
  withdraw,
  type Topic,
  type TopicAction,
  type TopicState,
} from './topic.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000086', code: 'TO-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Topic>) => events.map(({ of, data }) => of.schema.parse(data));
const open = aMeeting({ state: 'topics_open', topics_until: '2025-07-08' });
const held = aMeeting({ state: 'convened' });
const content = { mode: 'resource_sharing', title: '共享会议室排期' } as const;

it('is submitted to a meeting that takes topics, with the member’s mode and title', () => {
  const decision = submit(identity, open, aMembership(), content);
  expect(decision.next).toMatchObject({ state: 'submitted', member_uscc: '91370200264574251E', submitted_on: today, agenda_number: null });
  expect(told(decision)).toMatchObject([{ from_state: null, to_state: 'submitted', ...content, membership_id: aMembership().id }]);
  expect(() => submit({ ...identity, today: '2025-07-08' }, open, aMembership(), content)).toThrow(refused('topics_closed'));
});

it('is decided on the day of the meeting that is convened, and by no other', () => {
  const topic = aTopic({ state: 'on_agenda', agenda_number: 1 });
  const decision = decide(topic, held, 'not_adopted', 'too dear');
  expect([decision.next.decided_on, decision.events[0]!.effectiveOn]).toEqual(['2025-07-15', '2025-07-15']);
  expect(told(decision)).toMatchObject([{ from_state: 'on_agenda', to_state: 'not_adopted', reason: 'too dear' }]);
  expect(() => decide(topic, aMeeting({ state: 'minutes_published' }), 'adopted', null)).toThrow(refused('meeting_not_deciding'));
});

it('that is deferred is submitted for the next meeting again, without its place', () => {
  const deferred = decide(aTopic({ state: 'on_agenda', agenda_number: 3 }), held, 'deferred', 'no figures').next;
  const next = '0197a0c0-0000-7000-8000-000000000095';
  const offered = offer(deferred, { id: next }, today);
  expect(offered.next).toMatchObject({ meeting_id: next, agenda_number: null, decided_on: null, reason: null });
  expect(told(offered)).toMatchObject([{ from_state: 'deferred', to_state: 'submitted', meeting_id: next }]);
});

describe('an agenda', () => {
  const [a, b, c] = [81, 82, 83].map((n) => aTopic({ id: `0197a0c0-0000-7000-8000-0000000000${n}` })) as [Topic, Topic, Topic];
  const agenda = (topic_ids: string[], declined: string[] = []) =>
    agendaOf([a, b, c], { topic_ids, declined: declined.map((topic_id) => ({ topic_id, reason: 'later' })) }, today);

  it('has its topics in its order, and each other is declined', () => {
    expect(agenda([c.id, a.id], [b.id]).map(({ next }) => [next.id, next.state, next.agenda_number, next.reason])).toEqual([
      [c.id, 'on_agenda', 1, null],
      [a.id, 'on_agenda', 2, null],
      [b.id, 'declined', null, 'later'],
    ]);
  });

  it('has one topic at least, none twice, none of another meeting, and leaves none undecided', () => {
    expect(() => agenda([], [a.id, b.id, c.id])).toThrow(refused('required'));
    expect(() => agenda([a.id, a.id])).toThrow(refused('topic_twice'));
    expect(() => agenda([a.id, b.id, c.id], [a.id])).toThrow(refused('topic_twice'));
    expect(() => agenda([a.id, '0197a0c0-0000-7000-8000-000000000099'])).toThrow(refused('unknown_topic'));
    expect(() => agenda([a.id], [b.id])).toThrow(expect.objectContaining({ code: 'topics_left', extra: { topics: [c.id] } }));
  });
});

const actions: Record<TopicAction, (topic: Topic) => Decision<Topic>> = {
  withdraw: (topic) => withdraw(topic, today),
  schedule: (topic) => schedule(topic, 1, today),
  decline: (topic) => decline(topic, 'later', today),
  adopt: (topic) => decide(topic, held, 'adopted', null),
  not_adopt: (topic) => decide(topic, held, 'not_adopted', null),
  defer: (topic) => decide(topic, held, 'deferred', null),
  carry: (topic) => carry(topic, 'the meeting was cancelled', today),
  offer: (topic) => offer(topic, open, today),
};

describe.each(alliance.topicStates)('in the state %s', (state: TopicState) => {
  it.each(Object.keys(actions) as TopicAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const run = () => actions[action](aTopic({ state }));
    if (!allowed(topicMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    expect(run().next.state).toBe(topicMachine[action].to);
    expect(told(run())).toHaveLength(1);
  });
});
