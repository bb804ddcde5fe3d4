import { allowed, type Refusal } from '@park/kernel';
import { archive, cancel, end, postpone, reschedule, start } from './gathering-course.ts';
import { approve, publish, recordEvidence, reject, submit, withdraw } from './gathering-review.ts';
import { aGathering, aJobFair } from './gathering.fixture.ts';
import { changeContent, draft, gatheringMachine, setCapacity, type Gathering, type GatheringState } from './gathering.ts';
import { missingEvidence } from './evidence.ts';

const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000021', code: 'SALON-1', now, today };
const season = { starts_on: '2025-06-26', ends_on: '2025-06-29' };
const refused = (code: string, more: Partial<Refusal> = {}) => expect.objectContaining<Partial<Refusal>>({ code, ...more });

describe('drafting', () => {
  const content = aGathering();
  it.each<[string, string, string, boolean]>([
    ['the first moment of the season', '2025-06-25T16:00:00Z', '2025-06-25T18:00:00Z', true],
    ['the moment before it', '2025-06-25T15:59:59Z', '2025-06-25T18:00:00Z', false],
    ['its last moment', '2025-06-28T12:00:00Z', '2025-06-28T16:00:00Z', true],
    ['the moment after it', '2025-06-28T12:00:00Z', '2025-06-28T16:00:01Z', false],
  ])('one at %s', (_, starts, ends, fits) => {
    const times = { starts_at: new Date(starts), ends_at: new Date(ends), registration_to: new Date(starts) };
    const drafted = (): unknown => draft(identity, { ...content, ...times }, season).events.length;
    if (fits) expect(drafted()).toBe(1);
    else expect(drafted).toThrow(refused('outside_season'));
  });
});

describe('changing', () => {
  it('tells nothing where nothing changes, also of instants and lists', () => {
    const { starts_at, modes, title } = aGathering();
    expect(changeContent(aGathering(), { starts_at: new Date(starts_at), modes: [...modes], title }, null, today).events).toEqual([]);
  });

  it('leaves what the review has decided on as it is once it was submitted', () => {
    const published = aGathering({ state: 'published' });
    const { events } = changeContent(published, { title: '产品沙龙', is_waiting_list_open: false }, null, today);
    expect(events[0]!.data).toMatchObject({ title: '产品沙龙', is_waiting_list_open: false, to_state: 'published' });
    expect(() => changeContent(published, { expected_attendance: 30, type: 'training' }, null, today)).toThrow(
      refused('fixed_after_review', {
        errors: [expect.objectContaining({ pointer: '/type' }), expect.objectContaining({ pointer: '/expected_attendance' })],
      }),
    );
  });
});

describe('the evidence', () => {
  it.each<[string, Partial<Gathering>, string[]]>([
    ['999 people', { type: 'salon', expected_attendance: 999, capacity: 999, emergency_plan_sha256: null, permit_applied_on: null }, []],
    ['1,000 people expected', { type: 'salon', expected_attendance: 1_000, capacity: 10, permit_applied_on: null }, ['permit']],
    ['1,000 places', { type: 'salon', expected_attendance: 10, capacity: 1_000, permit_applied_on: null }, ['permit']],
    ['a permit applied for 19 days before', { permit_applied_on: '2025-06-07' }, ['permit']],
    ['a filing 14 days before', { filing_filed_on: '2025-06-12' }, ['filing']],
    [
      'a small job fair without a plan',
      { expected_attendance: 50, capacity: 50, permit_applied_on: null, emergency_plan_sha256: null },
      ['emergency_plan'],
    ],
    [
      'nothing at all',
      { permit_applied_on: null, filing_filed_on: null, emergency_plan_sha256: null },
      ['permit', 'filing', 'emergency_plan'],
    ],
    ['everything on its last day', {}, []],
  ])('of a job fair with %s', (_, wish, kinds) => {
    expect(missingEvidence(aJobFair(wish)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is asked for when it is published, moved to an earlier day, or given more places', () => {
    const late = { state: 'approved', permit_applied_on: null } as const;
    expect(() => publish(aJobFair(late), now)).toThrow(
      refused('evidence_missing', {
        extra: { missing: [{ kind: 'permit', rule: 'large_gathering_permit_20_days', due_on: '2025-06-06' }] },
      }),
    );
    const published = aJobFair({ state: 'published' });
    const earlier = { starts_at: new Date('2025-06-25T06:00:00Z'), ends_at: new Date('2025-06-25T09:00:00Z') };
    expect(() => reschedule(published, earlier, null, now)).toThrow(refused('evidence_missing'));
    expect(() => setCapacity(aGathering({ state: 'published' }), 1_000, 0, today)).toThrow(refused('evidence_missing'));
    expect(setCapacity(aGathering(), 1_000, 0, today).next.capacity).toBe(1_000);
  });

  it('of a permit has its number and its day', () => {
    const permit = { kind: 'permit', reference: 'X', applied_on: '2025-06-16', sha256: null } as const;
    expect(recordEvidence(aGathering(), permit, today).next).toMatchObject({ permit_no: 'X', permit_applied_on: '2025-06-16' });
  });
});

describe('the review', () => {
  it('is not done by the one who submitted it', () => {
    const submitted = submit(aGathering(), 'clerk', today).next;
    expect(() => approve(submitted, 'clerk', today)).toThrow(refused('segregation_of_duties', { kind: 'forbidden' }));
    expect(() => reject(submitted, 'clerk', 'too late', today)).toThrow(refused('segregation_of_duties'));
    expect(approve(submitted, 'reviewer', today).next).toMatchObject({ state: 'approved', approved_by: 'reviewer' });
  });

  it('does not publish one that has begun', () => {
    const { starts_at } = aGathering();
    expect(() => publish(aGathering({ state: 'approved' }), starts_at)).toThrow(refused('start_passed'));
  });

  it('announces it to its circle and no wider', () => {
    const visibility = (wish: Partial<Gathering>) => publish(aGathering({ state: 'approved', ...wish }), now).events[0]!.visibility;
    expect([visibility({}), visibility({ visibility: 'alliance' }), visibility({ visibility: 'internal' })]).toEqual([
      'public',
      'alliance',
      'internal',
    ]);
    expect(cancel(aGathering(), 'no speaker', 0, now).events[0]!.visibility).toBe('internal');
    expect(cancel(aGathering({ state: 'published' }), 'no speaker', 0, now).events[0]!.visibility).toBe('public');
  });
});

describe('its course', () => {
  const published = aGathering({ state: 'published' });

  it('keeps the registration window as long before it where it is moved', () => {
    const { next, events } = reschedule(
      published,
      { starts_at: new Date('2025-07-01T06:00:00Z'), ends_at: new Date('2025-07-01T09:00:00Z') },
      null,
      now,
    );
    expect(next.registration_to).toEqual(new Date('2025-07-01T06:00:00Z'));
    expect(events[0]!.data).toMatchObject({ gathering_on: '2025-07-01', old: { starts_at: '2025-06-26T06:00:00.000Z' } });
  });

  it('has no day while it is postponed', () => {
    expect(postpone(published, 'typhoon', today).events[0]!.data).toMatchObject({ gathering_on: null });
  });

  it('begins at its time and not before', () => {
    expect(() => start(published, 3, new Date('2025-06-26T05:59:59Z'))).toThrow(refused('not_begun'));
    expect(start(published, 3, published.starts_at).events[0]).toMatchObject({ effectiveOn: '2025-06-26', data: { confirmed: 3 } });
  });

  it('ends with those who were confirmed: there or not', () => {
    const ongoing = aGathering({ state: 'ongoing', ends_at: new Date('2025-06-26T16:00:00Z') });
    const { events } = end(ongoing, { checked_in: 12, no_show: 3 }, new Date('2025-06-26T17:00:00Z'));
    expect(events[0]).toMatchObject({ effectiveOn: '2025-06-26', data: { registered: 15, checked_in: 12, no_show: 3, capacity: 20 } });
  });

  it.each<[GatheringState, string, boolean]>([
    ['ongoing', '2025-06-26T08:59:59Z', true],
    ['ongoing', '2025-06-26T09:00:00Z', false],
    ['published', '2025-06-26T09:00:00Z', false],
    ['postponed', '2025-06-26T09:00:00Z', true],
    ['approved', '2025-06-26T09:00:00Z', true],
  ])('is called off while %s at %s: %s', (state, at, isIn) => {
    const calledOff = () => cancel(aGathering({ state }), 'fire alarm', 3, new Date(at)).events[0];
    if (isIn) expect(calledOff()).toMatchObject({ effectiveOn: '2025-06-26', data: { to_state: 'cancelled', registrations: 3 } });
    else expect(calledOff).toThrow(refused('gathering_over'));
  });

  it.each([
    ['the moment it begins', '2025-06-26T06:00:00Z', { checked_in: 0, no_show: 1 }, false],
    ['a second before its end', '2025-06-26T08:59:59Z', { checked_in: 0, no_show: 1 }, false],
    ['its end', '2025-06-26T09:00:00Z', { checked_in: 0, no_show: 1 }, true],
    ['the first check-in', '2025-06-26T06:00:00Z', { checked_in: 1, no_show: 1 }, true],
    ['the last cancellation', '2025-06-26T06:00:00Z', { checked_in: 0, no_show: 0 }, true],
  ])('ends by hand at %s', (_, at, turnout, isIn) => {
    const ending = () => end(aGathering({ state: 'ongoing' }), turnout, new Date(at)).next.state;
    if (isIn) expect(ending()).toBe('ended');
    else expect(ending).toThrow(refused('nobody_checked_in'));
  });

  it('is never smaller than what is taken', () => {
    expect(() => setCapacity(published, 11, 12, today)).toThrow(refused('below_taken', { extra: { taken: 12 } }));
    expect(setCapacity(published, 12, 12, today).next.capacity).toBe(12);
    expect(setCapacity(published, 20, 12, today).events).toEqual([]);
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const later = { starts_at: new Date('2025-07-01T06:00:00Z'), ends_at: new Date('2025-07-01T09:00:00Z') };
  const of = (state: GatheringState): Gathering => aGathering({ state, submitted_by: 'clerk' });
  const actions = {
    change: (state: GatheringState) => changeContent(of(state), { title: 'other' }, null, today),
    record_evidence: (state: GatheringState) => recordEvidence(of(state), { kind: 'emergency_plan', sha256: 'b'.repeat(64) }, today),
    submit: (state: GatheringState) => submit(of(state), 'clerk', today),
    approve: (state: GatheringState) => approve(of(state), 'reviewer', today),
    reject: (state: GatheringState) => reject(of(state), 'reviewer', 'no', today),
    withdraw: (state: GatheringState) => withdraw(of(state), 'a larger hall', today),
    publish: (state: GatheringState) => publish(of(state), now),
    set_capacity: (state: GatheringState) => setCapacity(of(state), 30, 0, today),
    postpone: (state: GatheringState) => postpone(of(state), 'typhoon', today),
    reschedule: (state: GatheringState) => reschedule(of(state), later, null, now),
    cancel: (state: GatheringState) => cancel(of(state), 'typhoon', 0, now),
    start: (state: GatheringState) => start(of(state), 0, later.starts_at),
    end: (state: GatheringState) => end(of(state), { checked_in: 0, no_show: 0 }, later.starts_at),
    archive: (state: GatheringState) => archive(of(state), today),
  };
  const expected: Record<GatheringState, string[]> = {
    draft: ['change', 'record_evidence', 'submit', 'set_capacity', 'cancel'],
    in_review: ['record_evidence', 'approve', 'reject', 'withdraw', 'set_capacity', 'cancel'],
    approved: ['change', 'record_evidence', 'withdraw', 'publish', 'set_capacity', 'cancel'],
    published: ['change', 'record_evidence', 'set_capacity', 'postpone', 'reschedule', 'cancel', 'start'],
    postponed: ['change', 'record_evidence', 'set_capacity', 'reschedule', 'cancel'],
    ongoing: ['change', 'set_capacity', 'cancel', 'end'],
    ended: ['archive'],
    archived: [],
    cancelled: [],
  };
  for (const [state, possible] of Object.entries(expected) as [GatheringState, string[]][]) {
    expect([state, allowed(gatheringMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(refused('invalid_transition'));
    }
  }
});
