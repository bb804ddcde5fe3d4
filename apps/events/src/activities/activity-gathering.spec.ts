import { events } from '@park/contracts';
import { aGathering } from '../gatherings/gathering.fixture.ts';
import { changeContent, type Gathering } from '../gatherings/gathering.ts';
import { changeOf, draftOf, type Activity } from './activity-gathering.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000021',
  code: 'AC-000001',
  now: new Date('2025-06-17T02:00:00Z'),
  today: '2025-06-17',
};
const activity = (wish: Partial<Activity> = {}): Activity => ({
  id: '0197a0c0-0000-7000-8000-0000000000ac',
  code: 'AC-000001',
  title: '联合主题党日',
  place: '党群服务中心',
  starts_at: new Date('2025-09-20T06:00:00Z'),
  ends_at: new Date('2025-09-20T08:00:00Z'),
  expected_participants: 60,
  modes: ['org_building'],
  told_at: new Date('2025-06-16T02:00:00Z'),
  ...wish,
});

it('is a draft of a party activity for the members, with a place for each that is expected', () => {
  const { next, events: told } = draftOf(identity, activity());
  expect(next).toMatchObject({
    state: 'draft',
    type: 'party_activity',
    title: '联合主题党日',
    venue: '党群服务中心',
    capacity: 60,
    visibility: 'alliance',
    activity_id: activity().id,
    registration_from: new Date('2025-06-16T02:00:00Z'),
    registration_to: new Date('2025-09-20T08:00:00Z'),
  });
  expect(events.GatheringDraftedV1.schema.parse(told[0]!.data)).toMatchObject({ activity_id: activity().id, modes: ['org_building'] });
});

it('is drafted also where the events service takes it in only after its end', () => {
  const late = { ...identity, now: new Date('2025-10-01T02:00:00Z'), today: '2025-10-01' };
  expect(draftOf(late, activity()).next.registration_from).toEqual(activity().told_at);
});

it('changes with its activity, its capacity grows with it and is never lowered', () => {
  const gathering = draftOf(identity, activity()).next;
  const moved = activity({
    starts_at: new Date('2025-09-21T06:00:00Z'),
    ends_at: new Date('2025-09-21T08:00:00Z'),
    expected_participants: 80,
  });
  const { next, events: told } = changeOf(gathering, moved, null);
  expect(next).toMatchObject({ starts_at: moved.starts_at, capacity: 80, expected_attendance: 80, registration_to: moved.ends_at });
  expect(told.map(({ of }) => of)).toEqual([events.GatheringChangedV1, events.GatheringCapacityChangedV1]);
  expect(changeOf(next, activity({ ...moved, expected_participants: 40 }), null).next).toMatchObject({
    capacity: 80,
    expected_attendance: 40,
  });
  expect(changeOf(next, moved, null).events).toEqual([]);
});

it('stays in its season while its days are there, and leaves it otherwise', () => {
  const season = { starts_on: '2025-09-01', ends_on: '2025-10-01' };
  const gathering = { ...draftOf(identity, activity()).next, season_id: '0197a0c0-0000-7000-8000-000000000020' };
  const on = (day: string) =>
    changeOf(gathering, activity({ starts_at: new Date(`${day}T06:00:00Z`), ends_at: new Date(`${day}T08:00:00Z`) }), season).next
      .season_id;
  expect([on('2025-09-30'), on('2025-10-01')]).toEqual([gathering.season_id, null]);
});

it('has a window of registration within it, wherever it moves', () => {
  const gathering = {
    ...draftOf(identity, activity()).next,
    registration_from: new Date('2025-09-10T00:00:00Z'),
    registration_to: new Date('2025-09-19T00:00:00Z'),
  };
  const earlier = activity({ starts_at: new Date('2025-08-01T06:00:00Z'), ends_at: new Date('2025-08-01T08:00:00Z') });
  const { registration_from, registration_to, ends_at } = changeOf(gathering, earlier, null).next;
  expect(registration_to).toEqual(ends_at);
  expect(registration_from < registration_to).toBe(true);
});

it('keeps its type, whatever else of it changes', () => {
  const gathering = draftOf(identity, activity()).next;
  const change = (of: Gathering, type: 'salon') => () => changeContent(of, { type }, null, '2025-06-17');
  expect(change(gathering, 'salon')).toThrow(expect.objectContaining({ code: 'activity_decides' }));
  expect(change(aGathering({ type: 'training' }), 'salon')().next.type).toBe('salon');
});
