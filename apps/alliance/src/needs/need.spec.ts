import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aNeed } from './need.fixture.ts';
import {
  changeContent,
  confirm,
  deliver,
  draft,
  escalate,
  expire,
  match,
  needMachine,
  publish,
  sendBack,
  start,
  startByHand,
  unmatch,
  withdraw,
  type Need,
  type NeedAction,
  type NeedContent,
  type NeedState,
} from './need.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000090', code: 'ND-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const owner = { id: '0197a0c0-0000-7000-8000-000000000081', uscc: '91370200264574251E', organisation_name: '海创软件' };
const content: NeedContent = {
  mode: 'resource_sharing',
  category: 'venue',
  title: '会议室',
  quantity: 2,
  unit: '场',
  needed_by: '2025-09-01',
};
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Need>) => events.map(({ of, data }) => of.schema.parse(data));

it('is drafted by its owner, and published with the day by which it should have a first claim', () => {
  const drafted = draft(identity, owner, content);
  expect(drafted.next).toMatchObject({ state: 'draft', membership_id: owner.id, member_uscc: owner.uscc, claimed: 0, published_on: null });
  const published = publish(drafted.next, today);
  expect(published.next).toMatchObject({ state: 'published', published_on: today, answer_by: '2025-06-30' });
  expect(told(published)).toMatchObject([{ from_state: 'draft', to_state: 'published', quantity: 2, answer_by: '2025-06-30' }]);
});

it.each([
  ['2025-06-30', '2025-06-30'],
  ['2025-07-01', '2025-06-30'],
  ['2025-06-20', '2025-06-20'],
])('that is needed by %s should be answered by %s', (needed_by, answer_by) => {
  expect(publish(aNeed({ state: 'draft', published_on: null, answer_by: null, needed_by }), today).next.answer_by).toBe(answer_by);
});

it('is not published once its day has come', () => {
  expect(() => publish(aNeed({ state: 'draft', needed_by: today }), today)).toThrow(refused('needed_by_out_of_range'));
});

it('keeps what claims rest on once it is published, and tells nobody outside of a draft', () => {
  const published = aNeed({ claimed: 2, live_claims: 1 });
  for (const change of [{ unit: '小时' }, { mode: 'org_building' as const }, { category: 'vehicle' as const }])
    expect(() => changeContent(published, change, today)).toThrow(refused('fixed_after_publication'));
  expect(() => changeContent(published, { quantity: 1 }, today)).toThrow(refused('below_claimed'));
  expect(changeContent(published, { title: published.title }, today).events).toEqual([]);
  const later = changeContent(published, { needed_by: '2025-06-20' }, today);
  expect(later.next).toMatchObject({ needed_by: '2025-06-20', answer_by: '2025-06-16' });
  expect(later.events.map(({ visibility }) => visibility)).toEqual(['alliance']);
  const draftChanged = changeContent(aNeed({ state: 'draft' }), { unit: '小时', category: 'mentor' }, today);
  expect(draftChanged.next).toMatchObject({ unit: '小时', category: 'mentor' });
  expect(draftChanged.events.map(({ visibility }) => visibility)).toEqual(['internal']);
});

it('is matched where it is cut down to what is accepted', () => {
  const { next, events } = changeContent(aNeed({ claimed: 2, live_claims: 1 }), { quantity: 2 }, today);
  expect(next).toMatchObject({ state: 'matched', quantity: 2 });
  expect(events.map(({ of }) => of.type)).toEqual(['park.alliance.need.changed.v1', 'park.alliance.need.matched.v1']);
});

it('is started by hand only where it is covered', () => {
  expect(() => startByHand(aNeed({ claimed: 4, live_claims: 1 }), today)).toThrow(refused('not_covered'));
  expect(startByHand(aNeed({ state: 'matched', claimed: 5 }), today).next).toMatchObject({ state: 'in_progress', started_on: today });
});

it('counts the days from its publication to its confirmation', () => {
  const delivered = aNeed({ state: 'delivered', delivered_on: '2025-06-10' });
  const confirmed = confirm(delivered, { satisfaction: 4, confirmation_sha256: null }, today);
  expect(told(confirmed)).toMatchObject([{ days_to_resolve: 14, satisfaction: 4, confirmed_on: today }]);
});

it('is escalated once, when nobody has claimed it by the day', () => {
  const chair = '0197a0c0-0000-7000-8000-000000000085';
  expect(() => escalate(aNeed({ answer_by: '2025-06-17' }), chair, today)).toThrow(refused('not_over'));
  const escalated = escalate(aNeed(), chair, today);
  expect(told(escalated)).toMatchObject([{ answer_by: '2025-06-16', chair_membership_id: chair }]);
  expect(escalate(escalated.next, chair, today).events).toEqual([]);
  expect(escalate(aNeed({ live_claims: 1 }), null, today).events).toEqual([]);
});

it('expires on the day by which it was needed, however late the clock comes, and no day earlier', () => {
  expect(() => expire(aNeed({ needed_by: '2025-06-17' }), today)).toThrow(refused('not_over'));
  expect(expire(aNeed({ needed_by: today }), today).next.state).toBe('expired');
  expect(expire(aNeed({ needed_by: '2025-06-10' }), today).events).toMatchObject([{ effectiveOn: '2025-06-10' }]);
});

const actions: Record<NeedAction, (need: Need) => Decision<Need>> = {
  change: (need) => changeContent(need, { title: 'another' }, today),
  publish: (need) => publish(need, today),
  match: (need) => match(need, today),
  unmatch: (need) => unmatch(need, today),
  start: (need) => start(need, today),
  deliver: (need) => deliver(need, today),
  confirm: (need) => confirm(need, { satisfaction: 5, confirmation_sha256: null }, today),
  return: (need) => sendBack(need, 'one is missing', today),
  withdraw: (need) => withdraw(need, 'rented elsewhere', today),
  expire: (need) => expire(need, need.needed_by),
  escalate: (need) => escalate(need, null, today),
};

describe.each(alliance.needStates)('in the state %s', (state: NeedState) => {
  it.each(Object.keys(actions) as NeedAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const need = aNeed({ state });
    const run = () => actions[action](need);
    if (!allowed(needMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = needMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });
});
