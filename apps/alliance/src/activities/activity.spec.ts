import { alliance, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { anActivity } from './activity.fixture.ts';
import {
  activityMachine,
  cancel,
  change,
  draft,
  followGathering,
  hold,
  hostLeft,
  link,
  publish,
  publishAsHistory,
  requireAhead,
  withoutMember,
  type Activity,
  type ActivityAction,
  type ActivityContent,
  type ActivityState,
} from './activity.ts';
import { countAttendance, recordAttendance } from './attendance.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-0000000000ac', code: 'AC-000001', now, today };
const owner = { id: '0197a0c0-0000-7000-8000-000000000081', uscc: '91370200264574251E' };
const member = (n: number): string => `0197a0c0-0000-7000-8000-00000000${String(n).padStart(4, '0')}`;
const gathering = '0197a0c0-0000-7000-8000-000000000021';
const refused = (code: string) => expect.objectContaining({ code });
const told = ({ events }: Decision<Activity>) => events.map(({ of, data }) => of.schema.parse(data));
const content = (wish: Partial<ActivityContent> = {}): ActivityContent => {
  const { title, modes, place, starts_at, ends_at, expected_participants } = anActivity();
  return { title, modes, place, starts_at, ends_at, expected_participants, host_membership_ids: [], cohost_membership_ids: [], ...wish };
};
const drafted = (wish: Partial<ActivityContent> = {}) => draft(identity, owner, content(wish), true);
const published = (wish: Partial<Activity> = {}): Activity =>
  anActivity({ state: 'published', published_at: new Date('2025-06-02T00:00:00Z'), ...wish });

it('is drafted with its modes once each in the order of the article, and its member first among the hosts', () => {
  const decision = drafted({
    modes: ['resource_sharing', 'org_building', 'resource_sharing'],
    host_membership_ids: [member(2), owner.id, member(2)],
    cohost_membership_ids: [member(3), member(3)],
  });
  expect(decision.next).toMatchObject({
    state: 'draft',
    modes: ['org_building', 'resource_sharing'],
    membership_id: owner.id,
    host_membership_ids: [owner.id, member(2)],
    cohost_membership_ids: [member(3)],
    activity_on: '2025-09-20',
  });
  expect(told(decision)).toMatchObject([{ from_state: null, to_state: 'draft', activity_on: '2025-09-20' }]);
  expect(decision.events[0]!.of.visibility).toBe('internal');
});

it('begins on the park’s day of its first moment', () => {
  const at = (starts_at: string) => drafted({ starts_at: new Date(starts_at), ends_at: new Date('2025-09-21T00:00:00Z') }).next.activity_on;
  expect([at('2025-09-20T15:59:59Z'), at('2025-09-20T16:00:00Z')]).toEqual(['2025-09-20', '2025-09-21']);
});

const hosts = (count: number): string[] => Array.from({ length: count }, (_, i) => member(1000 + i));
const days = (count: number): Date => new Date(content().starts_at.getTime() + count * 86_400_000);

it.each<[string, Partial<ActivityContent>, string | null]>([
  ['no mode', { modes: [] }, 'mode_required'],
  ['all six modes', { modes: [...alliance.allianceModes] }, null],
  ['an end that is its beginning', { ends_at: content().starts_at }, 'period_reversed'],
  ['more than 31 days', { ends_at: new Date(days(31).getTime() + 1) }, 'too_long'],
  ['ten hosts', { host_membership_ids: hosts(9) }, null],
  ['eleven hosts', { host_membership_ids: hosts(10) }, 'too_many_hosts'],
  ['a host that is co-host', { cohost_membership_ids: [member(5), owner.id] }, 'host_twice'],
])('with %s is judged: %j → %s', (_, wish, code) => {
  if (code === null) expect(drafted(wish).events).toHaveLength(1);
  else expect(() => drafted(wish)).toThrow(refused(code));
});

it.each([
  ['2025-06-16T02:00:00Z', 'in_past'],
  ['2026-06-17T16:00:00Z', 'too_far_ahead'],
])('of a new one that begins at %s is said %s', (starts_at, code) => {
  expect(() => requireAhead({ starts_at: new Date(starts_at) }, now)).toThrow(refused(code));
});

it('is published before it begins, and not at that moment', () => {
  const { starts_at } = anActivity();
  expect(publish(anActivity(), new Date(starts_at.getTime() - 1)).next.state).toBe('published');
  expect(() => publish(anActivity(), starts_at)).toThrow(refused('start_passed'));
  const decision = publish(anActivity(), now);
  expect(told(decision)).toMatchObject([{ from_state: 'draft', to_state: 'published', has_gathering: true, place: '党群服务中心' }]);
  expect(decision.events[0]!.of.discloses.alliance).toContain('modes');
});

it('says nothing where nothing changes, and tells members only of what was published', () => {
  expect(change(anActivity(), { title: anActivity().title, modes: [...anActivity().modes] }, now).events).toEqual([]);
  expect(change(anActivity(), { title: '新名' }, now).events).toMatchObject([{ visibility: 'internal' }]);
  expect(change(published(), { title: '新名' }, now).events[0]).not.toHaveProperty('visibility');
  expect(cancel(anActivity(), 'too few', today).events).toMatchObject([{ visibility: 'internal' }]);
  expect(cancel(published(), 'too few', today).events[0]).not.toHaveProperty('visibility');
});

it('gets other times only ahead, and keeps those that it has once it has begun', () => {
  const begun = new Date('2025-09-20T07:00:00Z');
  expect(change(published(), { title: '新名' }, begun).next.title).toBe('新名');
  expect(() => change(published(), { ends_at: new Date('2025-09-20T09:00:00Z') }, begun)).toThrow(refused('in_past'));
});

it('is linked once, goes with its gathering while it is published, and is left as it is afterwards', () => {
  const linked = link(published(), gathering, today);
  expect(told(linked)).toEqual([{ code: 'AC-000001', gathering_id: gathering }]);
  expect(link(linked.next, gathering, today).events).toEqual([]);
  const later = { starts_at: new Date('2025-09-21T06:00:00Z'), ends_at: new Date('2025-09-21T08:00:00Z') };
  expect(followGathering(linked.next, later, today).next).toMatchObject({ ...later, activity_on: '2025-09-21' });
  expect(followGathering(linked.next, { place: linked.next.place }, today).events).toEqual([]);
  expect(followGathering(anActivity({ ...linked.next, state: 'held' }), later, today).events).toEqual([]);
});

it('is held from the moment on in which it begins', () => {
  const { starts_at } = published();
  expect(() => hold(published(), new Date(Number(starts_at) - 1))).toThrow(refused('not_begun'));
  expect(hold(published(), starts_at).events).toMatchObject([
    { effectiveOn: '2025-09-20', data: { held_on: '2025-09-20', gathering_id: null } },
  ]);
});

it('is not cancelled once it was counted', () => {
  const held = hold(published(), published().starts_at).next;
  expect(cancel(held, 'broken off', today).next).toMatchObject({ state: 'cancelled', reason: 'broken off' });
  const counted = countAttendance(held, { by_member: [], others: 0, evidence_sha256: null }, today).next;
  expect(() => cancel(counted, 'broken off', today)).toThrow(refused('attendance_counted'));
});

it('goes over to the next host when its own is no member any more, and is cancelled without one', () => {
  const both = published({ host_membership_ids: [owner.id, member(2)], cohost_membership_ids: [member(3)] });
  const usccs = new Map([[member(2), '91370200MA3TNTPK0B']]);
  expect(withoutMember(both, owner.id, usccs, today).next).toMatchObject({
    membership_id: member(2),
    member_uscc: '91370200MA3TNTPK0B',
    host_membership_ids: [member(2)],
  });
  expect(withoutMember(both, member(2), usccs, today).next).toMatchObject({ membership_id: owner.id, member_uscc: owner.uscc });
  expect(withoutMember(both, member(3), usccs, today).next.cohost_membership_ids).toEqual([]);
  expect(withoutMember(published({ cohost_membership_ids: [member(3)] }), owner.id, usccs, today).next).toMatchObject({
    state: 'cancelled',
    reason: hostLeft,
  });
});

const actions: Record<ActivityAction, (activity: Activity) => Decision<Activity>> = {
  change: (row) => change(row, { title: '新名' }, now),
  publish: (row) => publish(row, now),
  link: (row) => link(row, gathering, today),
  hold: (row) => hold(row, row.starts_at),
  count_attendance: (row) => countAttendance(row, { by_member: [], others: 1, evidence_sha256: null }, today),
  cancel: (row) => cancel(row, 'no', today),
};

describe.each(alliance.activityStates)('in the state %s', (state: ActivityState) => {
  it.each(Object.keys(actions) as ActivityAction[])('takes "%s" or refuses it, as the machine says', (action) => {
    const row = anActivity({ state });
    const run = () => actions[action](row);
    if (!allowed(activityMachine, state).includes(action)) return expect(run).toThrow(refused('invalid_transition'));
    const { to } = activityMachine[action];
    expect(run().next.state).toBe(to === 'same' ? state : to);
    expect(told(run())).toHaveLength(1);
  });

  it('takes the host’s list of those who came where it was published or held', () => {
    const row = anActivity({ state, has_gathering: false });
    const counted = { by_member: [], others: 3, evidence_sha256: 'a'.repeat(64) };
    const run = () => recordAttendance(row, counted, row.starts_at, row.activity_on);
    if (state !== 'published' && state !== 'held') return expect(run).toThrow(refused('invalid_transition'));
    expect(run().events.map(({ of }) => of.type.split('.')[3])).toEqual([...(state === 'published' ? ['held'] : []), 'attendance-counted']);
  });
});

it('of earlier times was published before it was held', () => {
  const decision = publishAsHistory(anActivity(), new Date('2024-03-01T01:00:00Z'));
  expect(decision.events).toMatchObject([{ effectiveOn: '2024-03-01' }]);
});
