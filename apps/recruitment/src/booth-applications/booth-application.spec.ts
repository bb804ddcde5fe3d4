import { recruitment, type Decision } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aBoothRow } from '../booths/booth.fixture.ts';
import { anEmployer } from '../employers/employer.fixture.ts';
import { aFair } from '../fairs/fair.fixture.ts';
import type { FairState } from '../fairs/fair.ts';
import { aBoothApplication } from './booth-application.fixture.ts';
import {
  approve,
  boothApplicationMachine,
  draft,
  reject,
  requestChanges,
  requireOpenForApplications,
  submit,
  type BoothApplication,
  type BoothApplicationAction,
  type BoothApplicationState,
} from './booth-application.ts';
import { accept, cancel, checkIn, complete, confirm, decline, endWithFair, expire, hold, offer, release, wait } from './booth-use.ts';

const today = '2025-07-11';
const now = new Date('2025-07-11T02:15:00Z');
const fair = aFair();
const ongoing = aFair({ state: 'ongoing' });
const refused = (code: string) => expect.objectContaining({ code });
const offering = { posting_ids: ['0197a0c0-0000-7000-8000-000000000063'], headcount: 4 };

it('is drafted with what its events tell of the employer and the fair', () => {
  const employer = anEmployer({ entity_id: '0197a0c0-0000-7000-8000-000000000002' });
  const { next, events } = draft({ id: aBoothApplication('draft').id, code: 'BA-000001', now, today }, fair, employer);
  expect(next).toMatchObject({ state: 'draft', employer_uscc: employer.uscc, posting_ids: [], headcount: 0, version: 0 });
  expect(recruitment.BoothApplicationDraftedV1.schema.parse(events[0]!.data)).toMatchObject({
    fair_id: fair.id,
    gathering_id: fair.gathering_id,
    fair_on: '2025-07-21',
    uscc: employer.uscc,
    entity_id: employer.entity_id,
    industry_code: 'I65',
  });
});

it('is taken while the fair takes applications, and in no other phase', () => {
  const open: FairState[] = ['employer_registration', 'booth_selection', 'candidate_registration'];
  for (const state of recruitment.fairStates) {
    if (open.includes(state)) expect(() => requireOpenForApplications({ state })).not.toThrow();
    else expect(() => requireOpenForApplications({ state })).toThrow(refused('fair_not_open'));
  }
});

/** Each action, in a fair and at a moment that allow it. */
const actions: Record<BoothApplicationAction, (state: BoothApplicationState) => Decision<BoothApplication>> = {
  submit: (state) => submit(aBoothApplication(state), offering, fair, today),
  request_changes: (state) => requestChanges(aBoothApplication(state), 'a posting has run out', fair, today),
  approve: (state) => approve(aBoothApplication(state), fair, today),
  reject: (state) => reject(aBoothApplication(state), 'recruits for others', fair, today),
  hold: (state) => hold(aBoothApplication(state), aBoothRow(), fair, now),
  expire_hold: (state) => expire(aBoothApplication(state), fair, new Date('2025-07-11T02:30:00Z')),
  confirm: (state) => confirm(aBoothApplication(state), fair, now),
  wait: (state) => wait(aBoothApplication(state), { wanted_class: null, wanted_zone: null }, 4, fair, today),
  offer: (state) => offer(aBoothApplication(state), aBoothRow(), fair, now),
  accept: (state) => accept(aBoothApplication(state), fair, now),
  miss_offer: (state) => decline(aBoothApplication(state), fair, today),
  check_in: (state) => checkIn(aBoothApplication(state), ongoing, new Date('2025-07-21T01:00:00Z')),
  release: (state) => release(aBoothApplication(state), ongoing, new Date('2025-07-21T01:30:00Z')),
  complete: (state) => complete(aBoothApplication(state), ongoing, '2025-07-21'),
  cancel: (state) => cancel(aBoothApplication(state), { by: 'employer', reason: 'the plan changed' }, fair, now),
  cancel_late: (state) =>
    cancel(aBoothApplication(state), { by: 'employer', reason: 'the plan changed' }, fair, new Date('2025-07-20T01:00:00Z')),
  end_with_fair: (state) => endWithFair(aBoothApplication(state), 'typhoon', fair, today),
};

const expected: Record<BoothApplicationState, BoothApplicationAction[]> = {
  draft: ['submit', 'cancel', 'end_with_fair'],
  submitted: ['request_changes', 'approve', 'reject', 'cancel', 'end_with_fair'],
  changes_requested: ['submit', 'cancel', 'end_with_fair'],
  approved: ['hold', 'wait', 'cancel', 'end_with_fair'],
  booth_held: ['expire_hold', 'confirm', 'cancel', 'end_with_fair'],
  waitlisted: ['hold', 'offer', 'cancel', 'end_with_fair'],
  offered: ['accept', 'miss_offer', 'cancel', 'end_with_fair'],
  confirmed: ['check_in', 'release', 'cancel', 'cancel_late', 'end_with_fair'],
  checked_in: ['complete', 'end_with_fair'],
  completed: [],
  rejected: [],
  cancelled: [],
  late_cancelled: [],
  no_show: [],
};

describe.each(Object.entries(expected) as [BoothApplicationState, BoothApplicationAction[]][])('while it is %s', (state, possible) => {
  it('allows what the table says', () => {
    expect(allowed(boothApplicationMachine, state).sort()).toEqual([...possible].sort());
  });

  it.each(Object.keys(actions) as BoothApplicationAction[])('%s', (name) => {
    // One function for a hold and for an offer that has run out; one for a cancellation, late or not.
    const also: Partial<Record<BoothApplicationAction, BoothApplicationAction>> = { expire_hold: 'miss_offer', cancel_late: 'cancel' };
    const isPossible = possible.includes(name) || possible.includes(also[name]!);
    if (!isPossible) return expect(() => actions[name](state)).toThrow(refused('invalid_transition'));
    const { next, events } = actions[name](state);
    expect(events).toHaveLength(1);
    const [{ of, data }] = events as [(typeof events)[number]];
    expect(of.schema.parse(data)).toEqual(data);
    expect(data).toMatchObject({ from_state: state, to_state: next.state, fair_on: '2025-07-21' });
    if (possible.includes(name)) expect(next.state).toBe(boothApplicationMachine[name].to);
  });
});
