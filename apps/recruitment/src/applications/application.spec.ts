import { followedBy, recruitment } from '@park/contracts';
import { allowed } from '@park/kernel';
import { anApplication, anApplicationIn, since } from './application.fixture.ts';
import { stagesOf } from './application-stage.ts';
import {
  apply,
  applicationMachine,
  backToInterviewing,
  hire,
  hold,
  moveStage,
  noteOffered,
  openStages,
  pendOffer,
  reactivate,
  reject,
  requireFairNamed,
  resume,
  unhire,
  withdraw,
  type ApplicationState,
  type OpenStage,
} from './application.ts';

const at = new Date('2025-06-10T03:30:00Z');
const refused = (code: string) => expect.objectContaining({ code });
const offer_id = '0197a0c0-0000-7000-8000-000000000066';
const identity = { id: anApplication().id, code: 'AP-000001', now: since, today: '2025-06-10' };

it('begins with the version of the résumé that it was made with', () => {
  const { next, events } = apply(identity, anApplication(), 'e'.repeat(64), since);
  expect(next).toMatchObject({ state: 'submitted', stage: 'submitted', resume_version: 1, reached_shortlist: false, version: 0 });
  expect(recruitment.ApplicationSubmittedV1.schema.parse(events[0]!.data)).toMatchObject({ from_state: null, resume_version: 1 });
});

it('names the fair where a recruiter scanned at one', () => {
  expect(() => requireFairNamed('fair_scan', null, 'fair_code')).toThrow(refused('fair_required'));
  expect(() => requireFairNamed('fair_scan', offer_id, 'fair_code')).not.toThrow();
  expect(() => requireFairNamed('web', null, 'fair_code')).not.toThrow();
});

it('moves forward to any open stage, or back by one', () => {
  for (const [i, from] of openStages.entries()) {
    for (const [j, to] of openStages.entries()) {
      const step = () => moveStage(anApplicationIn(from), { from, to }, at);
      if (j > i || j === i - 1) expect(step().next).toMatchObject({ state: to, stage: to, stage_since: at });
      else expect(step).toThrow(refused('stage_not_reachable'));
    }
  }
});

it('moves from the stage that the caller has seen alone, with the time in it', () => {
  expect(() => moveStage(anApplicationIn('screening'), { from: 'submitted', to: 'shortlisted' }, at)).toThrow(refused('stage_differs'));
  const { events } = moveStage(anApplication(), { from: 'submitted', to: 'screening' }, at);
  expect(events[0]!.data).toMatchObject({ from_state: 'submitted', to_state: 'screening', seconds_in_stage: 5_400 });
});

it('has reached the shortlist from there on, also when it goes back', () => {
  const shortlisted = moveStage(anApplication(), { from: 'submitted', to: 'shortlisted' }, at).next;
  expect(shortlisted.reached_shortlist).toBe(true);
  expect(moveStage(shortlisted, { from: 'shortlisted', to: 'screening' }, at).next.reached_shortlist).toBe(true);
  expect(moveStage(anApplication(), { from: 'submitted', to: 'screening' }, at).next.reached_shortlist).toBe(false);
  expect(pendOffer(anApplication(), at).next.reached_shortlist).toBe(true);
});

it.each<[ApplicationState, OpenStage | 'offered' | 'offer_pending', OpenStage]>([
  ['on_hold', 'shortlisted', 'shortlisted'],
  ['rejected', 'submitted', 'submitted'],
  ['rejected', 'interviewing', 'interviewing'],
  ['rejected', 'offered', 'interviewing'],
  ['rejected', 'offer_pending', 'interviewing'],
])('that was %s in %s comes back to %s', (state, stage, back) => {
  const application = anApplicationIn(state, stage);
  const { next } = state === 'on_hold' ? resume(application, at) : reactivate(application, 'by mistake', at);
  expect(next).toMatchObject({ state: back, stage: back, rejection_reason: null });
});

it('keeps its stage while it is on hold and then rejected', () => {
  const held = hold(anApplicationIn('shortlisted'), at).next;
  const rejected = reject(held, 'no budget', at).next;
  expect(rejected).toMatchObject({ state: 'rejected', stage: 'shortlisted', rejection_reason: 'no budget' });
  expect(reactivate(rejected, 'a new budget', at).next.state).toBe('shortlisted');
});

it('is hired by an offer, and interviewing again when the hire does not start', () => {
  const hired = hire(anApplicationIn('offered'), { offer_id, on: '2025-06-10' }, at);
  expect(hired.next).toMatchObject({ state: 'hired', offer_id, hired_on: '2025-06-10' });
  const back = unhire(hired.next, { reason: 'reneged', on: '2025-06-20' }, new Date('2025-06-20T03:30:00Z'));
  expect(back.next).toMatchObject({ state: 'interviewing', offer_id: null, hired_on: null });
  expect(back.events[0]).toMatchObject({ effectiveOn: '2025-06-20', data: { seconds_in_stage: 864_000, reason: 'reneged' } });
});

it('stays as it is when another version of an offer is drafted', () => {
  expect(pendOffer(anApplicationIn('offer_pending'), at).events).toEqual([]);
  expect(pendOffer(anApplicationIn('offered'), at).next.state).toBe('offer_pending');
});

it('tells its stages, each entered as long before the next as the next says', () => {
  const later = new Date('2025-06-12T03:30:00Z');
  const decision = followedBy(
    apply(identity, anApplication(), null, since),
    (application) => moveStage(application, { from: 'submitted', to: 'shortlisted' }, at),
    (application) => reject(application, 'another field of study', later),
  );
  expect(
    stagesOf(decision, 'clerk').map(({ number, entered_at, from_state, to_state, seconds_in_stage }) => [
      number,
      entered_at,
      from_state,
      to_state,
      seconds_in_stage,
    ]),
  ).toEqual([
    [1, since, null, 'submitted', null],
    [2, at, 'submitted', 'shortlisted', 5_400],
    [3, later, 'shortlisted', 'rejected', 172_800],
  ]);
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    move: (state: ApplicationState) =>
      moveStage(anApplicationIn(state), { from: state, to: state === 'screening' ? 'shortlisted' : 'screening' }, at),
    hold: (state: ApplicationState) => hold(anApplicationIn(state), at),
    resume: (state: ApplicationState) => resume(anApplicationIn(state), at),
    reject: (state: ApplicationState) => reject(anApplicationIn(state), 'x', at),
    reactivate: (state: ApplicationState) => reactivate(anApplicationIn(state), 'x', at),
    withdraw: (state: ApplicationState) => withdraw(anApplicationIn(state), 'x', at),
    pend_offer: (state: ApplicationState) => pendOffer(anApplicationIn(state), at),
    offer: (state: ApplicationState) => noteOffered(anApplicationIn(state), at),
    back_to_interviewing: (state: ApplicationState) => backToInterviewing(anApplicationIn(state), at),
    hire: (state: ApplicationState) => hire(anApplicationIn(state), { offer_id, on: '2025-06-10' }, at),
    unhire: (state: ApplicationState) => unhire(anApplicationIn(state), { reason: 'x', on: '2025-06-10' }, at),
  };
  const ends = ['reject', 'withdraw'];
  const open = ['move', 'hold', 'pend_offer', ...ends];
  const expected: Record<ApplicationState, string[]> = {
    submitted: open,
    screening: open,
    shortlisted: open,
    interviewing: open.filter((name) => name !== 'move'),
    offer_pending: ['pend_offer', 'offer', 'back_to_interviewing', ...ends],
    offered: ['pend_offer', 'back_to_interviewing', 'hire', ...ends],
    hired: ['unhire'],
    on_hold: ['resume', ...ends],
    rejected: ['reactivate'],
    withdrawn: [],
  };
  for (const [state, possible] of Object.entries(expected) as [ApplicationState, string[]][]) {
    const told = state === 'interviewing' ? [...possible, 'move'] : possible;
    expect([state, allowed(applicationMachine, state).sort()]).toEqual([state, [...told].sort()]);
    for (const [name, action] of Object.entries(actions)) {
      if (!possible.includes(name)) {
        const code = state === 'interviewing' && name === 'move' ? 'stage_not_reachable' : 'invalid_transition';
        expect(() => action(state)).toThrow(refused(code));
      } else for (const { of, data } of action(state).events) of.schema.parse(data);
    }
  }
});
