import { alliance } from '@park/contracts';
import { figures } from '../registry.ts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, totals, value } from '../ledger.fixture.ts';

const year = { as_of: '2025-12-31' };
const modes = (...some: (typeof alliance.allianceModes)[number][]) => some;

describe('members', () => {
  const organisation = (story: Story, id: string, kind: 'enterprise' | 'agency') =>
    story.tell(alliance.OrganisationRegisteredV1, id, '2025-01-01', { kind, name: `单位${id}` });
  const active = (story: Story, id: string, on: string, role: 'council' | 'member' = 'member') =>
    story.tell(alliance.MembershipActivatedV1, `m ${id}`, on, { organisation_id: id, to_state: 'active', role });

  it('count while they are active, by role and by kind', () => {
    const story = active(organisation(new Story(), 'a', 'enterprise'), 'a', '2025-02-01', 'council');
    active(organisation(story, 'b', 'agency'), 'b', '2025-03-01');
    story.tell(alliance.MembershipRoleChangedV1, 'm b', '2025-04-01', { organisation_id: 'b', to_state: 'active', role: 'standing' });
    story.tell(alliance.MembershipSuspendedV1, 'm a', '2025-05-01', { organisation_id: 'a', to_state: 'suspended' });
    story.tell(alliance.MembershipReinstatedV1, 'm a', '2025-06-01', { organisation_id: 'a', to_state: 'active' });
    story.tell(alliance.MembershipExitedV1, 'm b', '2025-07-01', { organisation_id: 'b', to_state: 'exited' });
    const ledger = ledgerOf(story.events);
    const days = ['2025-01-31', '2025-02-01', '2025-03-01', '2025-05-01', '2025-06-01', '2025-07-01'];
    expect(days.map((as_of) => value(ledger, 'member_orgs', { as_of }))).toEqual([null, 1, 2, 1, 2, 1]);
    expect(groups(ledger, 'member_orgs', 'role', '2025-06-15')).toMatchObject({ council: 1, standing: 1 });
    expect(groups(ledger, 'member_orgs', 'organisation_kind', '2025-06-15')).toEqual({ enterprise: 1, agency: 1 });
  });

  it('are the same in whatever order the organisation and its membership are told of', () => {
    const story = active(new Story(), 'a', '2025-02-01');
    expect(totals(ledgerOf(organisation(story, 'a', 'agency').events))).toEqual(totals(ledgerOf([...story.events].reverse())));
  });
});

describe('activities', () => {
  function held(story: Story, id: string, activity_on: string, own: string[], came: Record<string, number> = {}, others = 0): Story {
    const of = { modes: own as never, activity_on };
    story.tell(alliance.ActivityPublishedV1, id, '2025-01-10', { ...of, to_state: 'published' });
    story.tell(alliance.ActivityHeldV1, id, activity_on, { ...of, to_state: 'held', held_on: activity_on });
    const attendance_by_member = Object.entries(came).map(([organisation_id, count]) => ({ membership_id: 'm', organisation_id, count }));
    return story.tell(alliance.ActivityAttendanceCountedV1, id, activity_on, { ...of, to_state: 'held', attendance_by_member, others });
  }

  const story = (): Story => {
    const one = held(new Story(), 'x', '2025-03-01', modes('org_building', 'resource_sharing'), { o1: 7, o2: 3 }, 2);
    held(one, 'y', '2025-04-01', modes('org_building'), { o1: 4 });
    held(one, 'z', '2024-12-31', modes('youth_league_building'), {}, 9);
    const of = { modes: modes('org_building'), activity_on: '2025-05-01' };
    one.tell(alliance.ActivityPublishedV1, 'ahead', '2025-01-10', { ...of, to_state: 'published' });
    one.tell(alliance.ActivityPublishedV1, 'off', '2025-01-10', { ...of, to_state: 'published' });
    return one.tell(alliance.ActivityCancelledV1, 'off', '2025-02-01', { ...of, to_state: 'cancelled' });
  };

  it('count once each when they were held, on their day', () => {
    const ledger = ledgerOf(story().events);
    expect(value(ledger, 'activities', year)).toBe(2);
    expect(value(ledger, 'activities', { as_of: '2025-03-31' })).toBe(1);
    expect(value(ledger, 'activities', { as_of: '2024-12-31' })).toBe(1);
  });

  it('of two modes are in both, and once in the total', () => {
    const ledger = ledgerOf(story().events);
    expect(value(ledger, 'activities_by_mode', year)).toBe(2);
    expect(groups(ledger, 'activities_by_mode', 'mode', year.as_of)).toMatchObject({ org_building: 2, resource_sharing: 1 });
    expect(value(ledger, 'activities_by_mode', { ...year, filters: { mode: 'resource_sharing' } })).toBe(1);
    expect(figures.definitionOf(figures.kpiOf('activities_by_mode')).additivity).toBe('none');
  });

  it('are attended by as many as were counted, by member and by mode, as they were counted last', () => {
    const one = story();
    expect(value(ledgerOf(one.events), 'activity_attendance', year)).toBe(16);
    const of = { modes: modes('org_building'), activity_on: '2025-04-01', to_state: 'held' };
    const attendance_by_member = [{ membership_id: 'm', organisation_id: 'o1', count: 6 }];
    one.tell(alliance.ActivityAttendanceCountedV1, 'y', '2025-04-02', { ...of, attendance_by_member, others: 0 });
    const ledger = ledgerOf(one.events);
    expect(value(ledger, 'activity_attendance', year)).toBe(18);
    expect(groups(ledger, 'activity_attendance', 'member', year.as_of)).toMatchObject({ o1: 13, o2: 3, none: 2 });
    expect(groups(ledger, 'activity_attendance', 'mode', year.as_of)).toMatchObject({ org_building: 18, resource_sharing: 12 });
  });
});

it('rotation_fulfilment divides the terms with an activity by those that ended, on their last day', () => {
  const story = new Story();
  const over = (id: string, to: string, activities: number, kind: 'cycle' | 'acting' = 'cycle') =>
    story.tell(alliance.RotationTermHandedOverV1, id, to, { kind, to, activities });
  over('t1', '2025-04-01', 2);
  over('t2', '2025-07-01', 0);
  over('t3', '2025-10-01', 1);
  over('t4', '2025-10-01', 0, 'acting');
  story.tell(alliance.RotationTermStartedV1, 't5', '2025-10-01');
  const ledger = ledgerOf(story.events);
  expect(figure(ledger, 'rotation_fulfilment', year)).toMatchObject({ numerator: 2, denominator: 3 });
  expect(figure(ledger, 'rotation_fulfilment', { ...year, from: '2025-01-01', to: '2025-04-01' })).toMatchObject({
    value: 100,
    denominator: 1,
  });
});
