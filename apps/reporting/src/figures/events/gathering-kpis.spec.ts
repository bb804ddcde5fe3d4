import { events } from '@park/contracts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

interface Place {
  gathering_id: string;
  gathering_type: 'job_fair' | 'salon';
  season_id: string | null;
  gathering_on: string;
}

const fair: Place = { gathering_id: 'g1', gathering_type: 'job_fair', season_id: 's1', gathering_on: '2025-08-18' };
const salon: Place = { gathering_id: 'g2', gathering_type: 'salon', season_id: null, gathering_on: '2025-09-05' };

/** Confirmed on 1 August. */
function registered(story: Story, id: string, at: Place, person_id: string, places = 1): Story {
  const of = { ...at, person_id, places };
  return story
    .tell(events.RegistrationCreatedV1, id, '2025-08-01', { ...of, to_state: 'pending' })
    .tell(events.RegistrationConfirmedV1, id, '2025-08-01', { ...of, to_state: 'confirmed' });
}

function came(
  story: Story,
  id: string,
  at: Place,
  person_id: string,
  scanned_at: string,
  wish: { list_id?: string; places?: number } = {},
): Story {
  const on = scanned_at.slice(0, 10);
  return story.tell(events.RegistrationCheckedInV1, id, on, { ...at, person_id, to_state: 'checked_in', scanned_at, ...wish });
}

function moved(story: Story, type: any, id: string, at: Place, person_id: string, on: string, to_state: string, wish: object = {}): Story {
  return story.tell(type, id, on, { ...at, person_id, to_state, ...wish });
}

const year = { as_of: '2025-12-31' };

describe('gatherings_held and fill_rate', () => {
  const published = (story: Story, id: string, at: Place, capacity: number): Story =>
    story.tell(events.GatheringPublishedV1, id, '2025-07-01', {
      type: at.gathering_type,
      season_id: at.season_id,
      gathering_on: at.gathering_on,
      to_state: 'published',
      capacity,
    });
  const head = ({ gathering_type: type, season_id, gathering_on }: Place) => ({ type, season_id, gathering_on });

  it('count a gathering once it has ended, on the day on which it began', () => {
    const story = published(published(new Story(), 'g1', fair, 100), 'g2', salon, 20);
    const before = ledgerOf(story.events);
    expect(value(before, 'gatherings_held', year)).toBeNull();
    story.tell(events.GatheringEndedV1, 'g1', '2025-08-18', { ...head(fair), to_state: 'ended' });
    const facts = ledgerOf(story.events);
    expect(value(facts, 'gatherings_held', { as_of: '2025-08-17' })).toBeNull();
    expect(value(facts, 'gatherings_held', { as_of: '2025-08-18' })).toBe(1);
    expect(groups(facts, 'gatherings_held', 'gathering_type', '2025-12-31')).toEqual({ job_fair: 1 });
  });

  it('count neither a cancelled nor a postponed one, and one that was moved on its new day', () => {
    const story = published(published(published(new Story(), 'g1', fair, 100), 'g2', salon, 20), 'g3', fair, 50)
      .tell(events.GatheringCancelledV1, 'g2', '2025-08-02', { ...head(salon), to_state: 'cancelled' })
      .tell(events.GatheringPostponedV1, 'g3', '2025-08-02', { ...head(fair), gathering_on: null, to_state: 'postponed' })
      .tell(events.GatheringCapacityChangedV1, 'g1', '2025-08-02', { ...head(fair), to_state: 'published', old: 100, new: 80 });
    registered(registered(story, 'r1', fair, 'p1', 3), 'r2', fair, 'p2');
    const facts = ledgerOf(story.events);
    expect(figure(facts, 'fill_rate', year)).toMatchObject({ value: 5, numerator: 4, denominator: 80 });
    story.tell(events.GatheringRescheduledV1, 'g3', '2025-08-03', { ...head(fair), gathering_on: '2025-10-01', to_state: 'published' });
    expect(figure(ledgerOf(story.events), 'fill_rate', year)).toMatchObject({ denominator: 130 });
    expect(figure(ledgerOf(story.events), 'fill_rate', { as_of: '2025-09-30' })).toMatchObject({ denominator: 80 });
  });
});

describe('registrations and waitlisted', () => {
  it('count each registration on its day, whatever becomes of it, and those that wait while they do', () => {
    const story = registered(registered(new Story(), 'r1', fair, 'p1'), 'r2', salon, 'p1');
    moved(story, events.RegistrationCreatedV1, 'r3', fair, 'p3', '2025-08-02', 'pending');
    moved(story, events.RegistrationWaitlistedV1, 'r3', fair, 'p3', '2025-08-02', 'waitlisted');
    moved(story, events.RegistrationOfferedV1, 'r3', fair, 'p3', '2025-08-04', 'offered');
    moved(story, events.RegistrationCancelledV1, 'r1', fair, 'p1', '2025-08-04', 'cancelled');
    const facts = ledgerOf(story.events);
    expect(value(facts, 'registrations', year)).toBe(3);
    expect(groups(facts, 'registrations', 'season', '2025-12-31')).toEqual({ s1: 2, none: 1 });
    expect(['2025-08-01', '2025-08-02', '2025-08-04'].map((as_of) => value(facts, 'waitlisted', { as_of }))).toEqual([null, 1, 0]);
  });
});

describe('participants and show_rate', () => {
  const story = registered(registered(registered(new Story(), 'r1', fair, 'p1', 3), 'r2', fair, 'p2'), 'r3', salon, 'p1');
  came(story, 'r1', fair, 'p1', '2025-08-18T01:12:00.000Z', { list_id: 'east', places: 3 });
  came(story, 'r1', fair, 'p1', '2025-08-18T03:00:00.000Z', { list_id: 'hall', places: 3 });
  moved(story, events.RegistrationNoShowV1, 'r2', fair, 'p2', '2025-08-18', 'no_show');
  const facts = ledgerOf(story.events);

  it('count the places of a registration once a day, however many lists it was scanned at', () => {
    expect(value(facts, 'participants', year)).toBe(3);
    expect(groups(facts, 'participants', 'gathering', '2025-12-31')).toEqual({ g1: 3 });
    const slots = facts.filter(({ measure }) => measure === 'arrivals').map(({ dimensions }) => dimensions['ten_minutes']);
    expect(new Set(slots)).toEqual(new Set(['55'])); // 09:12 in Shanghai
  });

  it('divide the places that came by those that were confirmed until the day', () => {
    expect(figure(facts, 'show_rate', { as_of: '2025-08-18' })).toMatchObject({ value: 75, numerator: 3, denominator: 4 });
    expect(figure(facts, 'show_rate', year)).toMatchObject({ value: 60, numerator: 3, denominator: 5 });
  });

  it('forget a check-in that was reverted, and take in the one after it', () => {
    const again = new Story();
    came(registered(again, 'r', fair, 'p'), 'r', fair, 'p', '2025-08-18T01:12:00.000Z', { list_id: 'east' });
    moved(again, events.RegistrationCheckInRevertedV1, 'r', fair, 'p', '2025-08-18', 'confirmed', { list_id: 'east' });
    expect(value(ledgerOf(again.events), 'participants', year)).toBe(0);
    expect(value(ledgerOf(again.events), 'show_rate', year)).toBe(0);
    came(again, 'r', fair, 'p', '2025-08-18T05:00:00.000Z', { list_id: 'east' });
    expect(value(ledgerOf(again.events), 'participants', year)).toBe(1);
  });

  it('count nobody of a gathering that was cancelled while it went on', () => {
    const cancelled = new Story();
    came(registered(cancelled, 'r', fair, 'p'), 'r', fair, 'p', '2025-08-18T01:12:00.000Z');
    moved(cancelled, events.RegistrationCancelledV1, 'r', fair, 'p', '2025-08-18', 'cancelled');
    const none = ledgerOf(cancelled.events);
    expect([value(none, 'participants', year), value(none, 'participants_distinct', year)]).toEqual([0, 0]);
  });
});

describe('participants_distinct', () => {
  it('counts a person once in a year, once in each season, and anew in the next year', () => {
    const story = new Story();
    for (const [id, at, scanned_at] of [
      ['r1', fair, '2025-08-18T02:00:00.000Z'],
      ['r2', salon, '2025-09-05T02:00:00.000Z'],
      ['r3', { ...salon, gathering_on: '2026-02-01' }, '2026-02-01T02:00:00.000Z'],
    ] as const)
      came(registered(story, id, at, 'p1'), id, at, 'p1', scanned_at);
    came(registered(story, 'r4', fair, 'p2'), 'r4', fair, 'p2', '2025-08-18T04:00:00.000Z');
    const facts = ledgerOf(story.events);
    const days = ['2025-08-17', '2025-08-18', '2025-09-05', '2025-12-31', '2026-01-01', '2026-02-01'];
    expect(days.map((as_of) => value(facts, 'participants_distinct', { as_of }))).toEqual([null, 2, 2, 2, 0, 1]);
    expect(groups(facts, 'participants_distinct', 'season', '2025-12-31')).toEqual({ s1: 2, none: 1 });
  });
});
