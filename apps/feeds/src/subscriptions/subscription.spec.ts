import { allowed, type NewIdentity } from '@park/kernel';
import { catchUp, changeContent, end, subscribe, subscriptionMachine, type Subscription, type SubscriptionState } from './subscription.ts';

const now = new Date('2025-06-16T02:00:00Z');
const identity: NewIdentity = { id: '0197a0c0-0000-7000-8000-000000000001', code: 'SB-000001', now, today: '2025-06-16' };
const subscriber = { organisation_id: '0197a0c0-0000-7000-8000-000000000080', uscc: '91370200264574251E', log_no: 7 };
const content = { name: '岗位', types: [], modes: [], topics: ['jobs' as const], resources: [] };
const make = (start: Subscription['start'] = 'now', start_at: Date | null = null) =>
  subscribe(identity, subscriber, content, { start, start_at }, 41).next;
const inState = (state: SubscriptionState): Subscription => ({ ...make(), state });

it('begins active from now on, and catching up in the past', () => {
  expect(make()).toMatchObject({ state: 'active', caught_up_to: null });
  expect(make('beginning')).toMatchObject({ state: 'catching_up', caught_up_to: 41 });
  expect(make('time', now)).toMatchObject({ state: 'catching_up', start_at: now });
});

it('tells how much it names, and not what', () => {
  const { events } = subscribe(identity, subscriber, { ...content, resources: [identity.id] }, { start: 'now', start_at: null }, 0);
  expect(events).toMatchObject([{ data: { from_state: null, to_state: 'active', topics: 1, resources: 1, types: 0 } }]);
});

it.each([
  ['catching_up', ['catch_up', 'end']],
  ['active', ['change', 'end']],
  ['ended', []],
] as const)('allows in state %s: %j', (state, actions) => {
  expect(allowed(subscriptionMachine, state)).toEqual(actions);
  const run = {
    catch_up: () => catchUp(inState(state), '2025-06-16'),
    change: () => changeContent(inState(state), { name: '其他' }, '2025-06-16'),
    end: () => end(inState(state), '2025-06-16'),
  };
  for (const [action, decide] of Object.entries(run))
    if ((actions as readonly string[]).includes(action)) expect(decide().events).toHaveLength(1);
    else expect(decide).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
});

it('has no event where nothing changes', () => {
  expect(changeContent(make(), { topics: ['jobs'] }, '2025-06-16').events).toEqual([]);
});

it('says with its last event of the past how many it brought', () => {
  expect(catchUp({ ...inState('catching_up'), backfilled: 12 }, '2025-06-16')).toMatchObject({
    next: { state: 'active', caught_up_to: null },
    events: [{ data: { entries: 12 } }],
  });
});
