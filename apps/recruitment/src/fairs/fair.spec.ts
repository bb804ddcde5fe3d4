import { recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { close, endedOn, noteReportOverdue, report, reschedule } from './fair-end.ts';
import { nextPhaseAt, requireSchedule, scheduleOf, shifted } from './fair-schedule.ts';
import { aFair, fairDay, phases } from './fair.fixture.ts';
import { cancel, changeSchedule, draft, enterNextPhase, fairMachine, file, type FairState } from './fair.ts';

const today = '2025-06-16';
const identity = { id: '0197a0c0-0000-7000-8000-000000000060', code: 'JF-2025-07', now: new Date('2025-06-16T02:00:00Z'), today };
const { now } = identity;
const gathering = { id: '0197a0c0-0000-7000-8000-000000000021', type: 'job_fair' as const, state: 'published' as const };
const times = { starts_at: new Date(fairDay.starts_at), ends_at: new Date(fairDay.ends_at) };
const wish = {
  employer_registration_from: new Date(phases.employer_registration_from),
  booth_selection_from: new Date(phases.booth_selection_from),
  candidate_registration_from: new Date(phases.candidate_registration_from),
};
const schedule = scheduleOf(wish, times);
const totals = {
  employers_confirmed: 3,
  employers: 2,
  booth_no_shows: 1,
  postings: 5,
  headcount: 20,
  entries: 100,
  resumes: 60,
  intentions: 12,
  onsite_offers: 3,
};
const refused = (code: string) => expect.objectContaining({ code });
const at = (text: string) => new Date(text);

describe('the schedule', () => {
  it('is checked in half an hour into the fair and cancelled freely up to a day before, unless it says otherwise', () => {
    expect(schedule).toMatchObject({
      check_in_until: at('2025-07-21T01:30:00Z'),
      free_cancel_until: at('2025-07-20T01:00:00Z'),
      hold_minutes: 30,
      offer_minutes: 30,
    });
    const short = scheduleOf(wish, { ...times, ends_at: at('2025-07-21T01:20:00Z') });
    expect(short.check_in_until).toEqual(at('2025-07-21T01:20:00Z'));
    expect(scheduleOf({ ...wish, hold_minutes: 5 }, times).hold_minutes).toBe(5);
  });

  it('moves by as much as the gathering, and never beyond its end', () => {
    const moved = shifted(schedule, { starts_at: at('2025-07-23T03:00:00Z'), ends_at: at('2025-07-23T03:20:00Z') });
    expect(moved).toMatchObject({
      employer_registration_from: at('2025-06-22T03:00:00Z'),
      candidate_registration_from: at('2025-07-12T03:00:00Z'),
      check_in_until: at('2025-07-23T03:20:00Z'),
      free_cancel_until: at('2025-07-22T03:00:00Z'),
    });
    expect(() => requireSchedule(moved)).not.toThrow();
  });
});

it('is drafted for a gathering of its type that is not cancelled', () => {
  const { next, events } = draft(identity, gathering, schedule, true);
  expect(next).toMatchObject({ state: 'draft', next_phase_at: null, is_postponed: false, version: 0 });
  expect(recruitment.FairDraftedV1.schema.parse(events[0]!.data)).toMatchObject({ fair_on: '2025-07-21', from_state: null });
  expect(() => draft(identity, { ...gathering, type: 'salon' }, schedule, true)).toThrow(refused('not_a_job_fair'));
  expect(() => draft(identity, { ...gathering, state: 'cancelled' }, schedule, true)).toThrow(refused('gathering_cancelled'));
  const postponed = draft(identity, { ...gathering, state: 'postponed' }, schedule, true);
  expect(postponed.events[0]!.data).toMatchObject({ fair_on: null });
});

it('is filed up to today, and opens to employers by the clock', () => {
  const filed = (filed_on: string, on: string) => file(aFair({ state: 'draft' }), { filing_no: '12号', filed_on }, on);
  expect(filed('2025-07-06', '2025-07-30').next).toMatchObject({
    state: 'filed',
    filed_on: '2025-07-06',
    next_phase_at: schedule.employer_registration_from,
  });
  expect(filed(today, today).next.filed_on).toBe(today);
  expect(() => filed('2025-06-17', today)).toThrow(refused('in_future'));
});

it('goes through its phases by the clock, each from the moment of its own', () => {
  const due: [FairState, string, string | null][] = [
    ['filed', 'employer_registration', phases.booth_selection_from],
    ['employer_registration', 'booth_selection', phases.candidate_registration_from],
    ['booth_selection', 'candidate_registration', fairDay.starts_at],
    ['candidate_registration', 'ongoing', fairDay.ends_at],
  ];
  for (const [from, to, next_phase_at] of due) {
    const next_at = nextPhaseAt(from, schedule)!;
    const { next, events } = enterNextPhase(aFair({ state: from, next_phase_at: next_at }), at('2025-07-22T00:00:00Z'));
    expect(next).toMatchObject({ state: to, next_phase_at: next_phase_at && at(next_phase_at) });
    expect(events[0]).toMatchObject({ effectiveOn: next_at.toISOString().slice(0, 10), data: { from_state: from, to_state: to } });
  }
  expect(enterNextPhase(aFair({ state: 'filed', is_timed: false, next_phase_at: null }), now).next.next_phase_at).toBeNull();
});

it('begins at its beginning, by hand too, and not while it has no day', () => {
  const ready = aFair({ state: 'candidate_registration', next_phase_at: times.starts_at });
  expect(() => enterNextPhase(ready, at('2025-07-21T00:59:59Z'))).toThrow(refused('not_begun'));
  expect(enterNextPhase(ready, times.starts_at).next.state).toBe('ongoing');
  expect(() => enterNextPhase({ ...ready, is_postponed: true }, times.starts_at)).toThrow(refused('fair_postponed'));
});

it('changes its schedule with an event, and says nothing where nothing changes', () => {
  const { next, events } = changeSchedule(
    aFair(),
    { hold_minutes: 10, candidate_registration_from: at('2025-07-11T01:00:00Z') },
    identity.now,
  );
  expect(next).toMatchObject({ hold_minutes: 10, next_phase_at: at('2025-07-11T01:00:00Z') });
  expect(recruitment.FairChangedV1.schema.parse(events[0]!.data)).toMatchObject({ hold_minutes: 10 });
  expect(changeSchedule(aFair(), { hold_minutes: 30, check_in_until: at('2025-07-21T01:30:00Z') }, now).events).toEqual([]);
  expect(() => changeSchedule(aFair(), { check_in_until: at('2025-07-22T01:30:00Z') }, now)).toThrow(refused('check_in_outside_fair'));
});

it.each<[FairState, string, string, string | null]>([
  ['draft', 'employer_registration_from', '2025-06-15T01:00:00Z', null],
  ['filed', 'employer_registration_from', '2025-06-16T02:00:00Z', 'in_past'],
  ['filed', 'employer_registration_from', '2025-06-16T02:00:01Z', null],
  ['employer_registration', 'employer_registration_from', '2025-06-20T01:00:01Z', 'phase_begun'],
  ['employer_registration', 'booth_selection_from', '2025-06-30T01:00:01Z', null],
  ['booth_selection', 'booth_selection_from', '2025-06-30T00:59:59Z', 'phase_begun'],
  ['booth_selection', 'candidate_registration_from', '2025-07-10T00:59:59Z', null],
  ['candidate_registration', 'candidate_registration_from', '2025-07-10T01:00:01Z', 'phase_begun'],
])('keeps in %s the beginning of a phase that has begun, and moves no other to the past: %s %s %s', (state, phase, to, code) => {
  const changing = () => changeSchedule(aFair({ state }), { [phase]: at(to) }, now).next;
  if (code === null) expect(changing()).toMatchObject({ [phase]: at(to) });
  else expect(changing).toThrow(expect.objectContaining({ code, errors: [expect.objectContaining({ pointer: `/${phase}` })] }));
});

it('keeps the beginning of a phase from its moment on, before the clock has come to it, but not while the fair has no day', () => {
  const filed = aFair({ state: 'filed', next_phase_at: at(phases.employer_registration_from) });
  const later = (fair: typeof filed, moment: string) => () =>
    changeSchedule(fair, { employer_registration_from: at('2025-06-25T01:00:00Z') }, at(moment)).events.length;
  expect(later(filed, '2025-06-20T00:59:59Z')()).toBe(1);
  expect(later(filed, '2025-06-20T01:00:00Z')).toThrow(refused('phase_begun'));
  expect(later({ ...filed, is_postponed: true, next_phase_at: null }, '2025-06-20T01:00:00Z')()).toBe(1);
});

it('follows its gathering: to another day, to none, and back', () => {
  const later = { starts_at: at('2025-07-28T01:00:00Z'), ends_at: at('2025-07-28T08:00:00Z') };
  const moved = reschedule(aFair(), later, today);
  expect(moved.next).toMatchObject({ ...later, state: 'booth_selection', next_phase_at: at('2025-07-17T01:00:00Z') });
  expect(moved.events[0]!.data).toMatchObject({ fair_on: '2025-07-28', starts_at: '2025-07-28T01:00:00.000Z' });
  const nowhere = reschedule(aFair(), null, today);
  expect(nowhere.next).toMatchObject({ ...times, is_postponed: true, next_phase_at: null });
  expect(nowhere.events[0]!.data).toMatchObject({ fair_on: null, starts_at: null, ends_at: null });
  expect(reschedule(nowhere.next, null, today).events).toEqual([]);
  expect(reschedule(nowhere.next, times, today).next).toMatchObject({ is_postponed: false, next_phase_at: aFair().next_phase_at });
  expect(reschedule(aFair(), times, today).events).toEqual([]);
  expect(reschedule(aFair({ state: 'ongoing' }), later, today).next.state).toBe('candidate_registration');
});

it('is closed on its last day with its totals, due to be reported seven days later', () => {
  const ongoing = aFair({ state: 'ongoing', next_phase_at: times.ends_at });
  const { next, events } = close(ongoing, totals, at('2025-07-22T03:00:00Z'));
  expect(next).toMatchObject({ state: 'closed', ...totals, report_due_on: '2025-07-28', next_phase_at: null });
  expect(events[0]!.effectiveOn).toBe('2025-07-21');
  expect(recruitment.FairClosedV1.schema.parse(events[0]!.data)).toMatchObject({ ...totals, report_due_on: '2025-07-28' });
  expect(endedOn({ ends_at: at('2025-07-21T16:00:00Z') }, at('2025-07-30T00:00:00Z'))).toBe('2025-07-21');
  expect(endedOn({ ends_at: at('2025-07-23T09:00:00Z') }, at('2025-07-22T03:00:00Z'))).toBe('2025-07-22');
  expect(() => close({ ...ongoing, is_postponed: true }, totals, times.ends_at)).toThrow(refused('fair_postponed'));
});

it('is overdue once, the day after the last one', () => {
  const closed = aFair({ state: 'closed', ...totals, report_due_on: '2025-07-28' });
  expect(noteReportOverdue(closed, '2025-07-28').events).toEqual([]);
  const { next, events } = noteReportOverdue(closed, '2025-07-29');
  expect(events[0]!.data).toMatchObject({ due_on: '2025-07-28' });
  expect(noteReportOverdue(next, '2025-07-30').events).toEqual([]);
});

it('is reported late after the seventh day', () => {
  const closed = aFair({ state: 'closed', ...totals, report_due_on: '2025-07-28' });
  const reported = (on: string) => report(closed, on, { ...totals, entries: 101 }, '2025-07-29');
  expect(reported('2025-07-21').events[0]!.data).toMatchObject({ late: false, reported_on: '2025-07-21', entries: 101 });
  expect(reported('2025-07-28').events[0]!.data).toMatchObject({ late: false });
  expect(reported('2025-07-29').events[0]!.data).toMatchObject({ late: true });
});

it('allows in each state what the table says, and nothing else', () => {
  const closed = { ...totals, report_due_on: '2025-07-28' };
  const fairIn = (state: FairState) => aFair({ state, ...(['closed', 'reported'].includes(state) && closed) });
  const advance = (state: FairState) => enterNextPhase(fairIn(state), times.ends_at);
  const actions = {
    change: (state: FairState) => changeSchedule(fairIn(state), { hold_minutes: 10 }, now),
    file: (state: FairState) => file(fairIn(state), { filing_no: '12号', filed_on: today }, today),
    open_employer_registration: advance,
    open_booth_selection: advance,
    open_candidate_registration: advance,
    begin: advance,
    reschedule: (state: FairState) => reschedule(fairIn(state), null, today),
    put_back: (state: FairState) => reschedule(fairIn(state), null, today),
    close: (state: FairState) => close(fairIn(state), totals, times.ends_at),
    note_report_overdue: (state: FairState) => noteReportOverdue(fairIn(state), '2025-08-01'),
    report: (state: FairState) => report(fairIn(state), '2025-07-22', totals, '2025-07-22'),
    cancel: (state: FairState) => cancel(fairIn(state), 'typhoon', today),
  };
  const before = ['change', 'reschedule', 'cancel'];
  const expected: Record<FairState, string[]> = {
    draft: [...before, 'file'],
    filed: [...before, 'open_employer_registration'],
    employer_registration: [...before, 'open_booth_selection'],
    booth_selection: [...before, 'open_candidate_registration'],
    candidate_registration: [...before, 'begin'],
    ongoing: ['put_back', 'close', 'cancel'],
    closed: ['note_report_overdue', 'report'],
    reported: [],
    cancelled: [],
  };
  for (const [state, possible] of Object.entries(expected) as [FairState, string[]][]) {
    expect([state, allowed(fairMachine, state).sort()]).toEqual([state, [...possible].sort()]);
    for (const names of [
      ['change'],
      ['file'],
      ['open_employer_registration', 'open_booth_selection', 'open_candidate_registration', 'begin'],
      ['reschedule', 'put_back'],
      ['close'],
      ['note_report_overdue'],
      ['report'],
      ['cancel'],
    ]) {
      const action = actions[names[0] as keyof typeof actions];
      if (names.some((name) => possible.includes(name)))
        expect([state, names[0], action(state).events.length]).toEqual([state, names[0], 1]);
      else expect(() => action(state)).toThrow(refused('invalid_transition'));
    }
  }
});
