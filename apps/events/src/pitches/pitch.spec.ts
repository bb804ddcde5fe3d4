import { allowed, type Refusal } from '@park/kernel';
import { aPanel, aRoadshow, aRule } from '../panels/panel.fixture.ts';
import { aProject } from '../projects/project.fixture.ts';
import { aPitch, aStage } from './pitch.fixture.ts';
import {
  advise,
  draft,
  markAbsent,
  pitchMachine,
  present,
  requireCollecting,
  schedule,
  score,
  screenOut,
  shortlist,
  submit,
  withdraw,
  type PitchState,
} from './pitch.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000026',
  code: 'PT-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const today = '2025-06-26';
const member = aPanel().expert_ids[0]!;
const result = { score: 87.25, rank: 1, method: 'mean' as const, n_judges: 3, n_conflicts: 1 };
const code = (expected: string) => expect.objectContaining({ code: expected });

it('is drafted with what the project applies with', () => {
  const { next, events } = draft(identity, aStage());
  expect(next).toMatchObject({ state: 'draft', stage: 'startup', sector: 'marine_industry', amount_sought_kcny: 2000 });
  expect(events[0]!.data).toEqual({
    code: 'PT-000001',
    from_state: null,
    to_state: 'draft',
    panel_id: aPanel().id,
    gathering_id: aRoadshow().id,
    season_id: aRoadshow().season_id,
    gathering_on: '2025-06-26',
    project_id: aProject().id,
    entity_id: aProject().entity_id,
    stage: 'startup',
    sector: 'marine_industry',
    applied_as: 'enterprise',
    amount_sought_kcny: 2000,
  });
  expect(() => draft(identity, aStage({ project: aProject({ state: 'withdrawn' }) }))).toThrow(code('project_withdrawn'));
});

it('is taken until the list closes and the roadshow ends', () => {
  expect(() => requireCollecting(aStage())).not.toThrow();
  for (const state of ['closed', 'drawn', 'ranked'] as const)
    expect(() => requireCollecting(aStage({ panel: aPanel({ state }) }))).toThrow(code('list_closed'));
  for (const state of ['ended', 'archived', 'cancelled'] as const)
    expect(() => requireCollecting(aStage({ gathering: aRoadshow({ state }) }))).toThrow(code('roadshow_over'));
});

it('is not submitted ahead of time', () => {
  expect(submit(aPitch(), today, aStage(), today)).toMatchObject({ next: { submitted_on: today }, events: [{ effectiveOn: today }] });
  expect(() => submit(aPitch(), '2025-06-27', aStage(), today)).toThrow(code('in_future'));
});

it('is screened out with the reason, by the veto of a member where the rule has one', () => {
  const submitted = aPitch({ state: 'submitted' });
  const out = (vetoed_by: string | null, panel = aPanel()) =>
    screenOut(submitted, { reason: 'off topic', vetoed_by }, panel, aStage(), today);
  expect(out(null).events[0]!.data).toMatchObject({ reason: 'off topic', vetoed_by: null });
  expect(out(member).next).toMatchObject({ state: 'screened_out', screening_reason: 'off topic', vetoed_by: member });
  expect(() => out(member, aPanel({ rule: aRule({ has_veto: false }) }))).toThrow(code('no_veto'));
  expect(() => out(aPitch().id)).toThrow(code('not_a_member'));
});

it.each([
  ['2025-06-27', null],
  ['2025-06-28', 'outside_roadshow'],
])('is presented on the last day of a roadshow that ends at midnight, and not on the next: %s', (on, expected) => {
  const of = aStage({ gathering: aRoadshow({ state: 'ended', ends_at: new Date('2025-06-27T16:00:00Z') }) });
  const presented = () => present(aPitch({ state: 'scheduled' }), on, of, '2025-06-30');
  if (expected) expect(presented).toThrow(code(expected));
  else expect(presented()).toMatchObject({ next: { presented_on: on }, events: [{ effectiveOn: on }] });
});

it('is presented, or missed, once the roadshow has begun, and not ahead', () => {
  const before = aStage({ gathering: aRoadshow() });
  const scheduled = aPitch({ state: 'scheduled' });
  expect(() => present(scheduled, today, before, today)).toThrow(code('not_begun'));
  expect(() => markAbsent(scheduled, before, today)).toThrow(code('not_begun'));
  expect(() => present(scheduled, today, aStage(), '2025-06-25')).toThrow(code('in_future'));
});

it('tells with its score what a fast lane for it needs', () => {
  const { next, events } = score(aPitch({ state: 'presented' }), result, aStage(), today);
  expect(next).toMatchObject({ state: 'scored', score: 87.25, rank: 1, n_judges: 3, n_conflicts: 1 });
  expect(events[0]!.data).toMatchObject({ ...result, project_id: aProject().id, entity_id: aProject().entity_id, from_state: 'presented' });
  expect(score({ ...next, state: 'advised' }, { ...result, rank: 2 }, aStage(), today).next).toMatchObject({ state: 'advised', rank: 2 });
});

it('is advised on one to three dimensions, and the texts stay out of the event', () => {
  const first = advise(aPitch({ state: 'scored' }), { startup_plan: 'begin with one port' }, aStage(), today);
  expect(first.events[0]!.data).toMatchObject({ dimensions: ['startup_plan'] });
  expect(JSON.stringify(first.events)).not.toContain('port');
  const second = advise(first.next, { enterprise_development: 'find a partner' }, aStage(), today);
  expect(second.next).toMatchObject({
    advice_startup_plan: 'begin with one port',
    advice_technical_feasibility: null,
    advice_enterprise_development: 'find a partner',
  });
  expect(() => advise(aPitch({ state: 'scored' }), {}, aStage(), today)).toThrow(code('advice_missing'));
});

it('has no day while its roadshow is postponed', () => {
  const of = aStage({ gathering: aRoadshow({ state: 'postponed' }) });
  expect(shortlist(aPitch({ state: 'submitted' }), null, of, today).events[0]!.data).toMatchObject({ gathering_on: null });
});

it('allows in each state what the table says, and nothing else', () => {
  const of = aStage();
  const actions = {
    submit: (state: PitchState) => submit(aPitch({ state }), today, of, today),
    screen_out: (state: PitchState) => screenOut(aPitch({ state }), { reason: 'late', vetoed_by: null }, aPanel(), of, today),
    shortlist: (state: PitchState) => shortlist(aPitch({ state }), 60, of, today),
    schedule: (state: PitchState) => schedule(aPitch({ state }), 1, of, today),
    present: (state: PitchState) => present(aPitch({ state }), today, of, today),
    score: (state: PitchState) => score(aPitch({ state }), result, of, today),
    advise: (state: PitchState) => advise(aPitch({ state }), { startup_plan: 'x' }, of, today),
    withdraw: (state: PitchState) => withdraw(aPitch({ state }), 'over', of, today),
    mark_absent: (state: PitchState) => markAbsent(aPitch({ state }), of, today),
  };
  const expected: Record<PitchState, string[]> = {
    draft: ['submit', 'withdraw'],
    submitted: ['screen_out', 'shortlist', 'withdraw'],
    shortlisted: ['schedule', 'withdraw'],
    scheduled: ['present', 'withdraw', 'mark_absent'],
    presented: ['score'],
    scored: ['score_again', 'advise'],
    advised: ['score_again', 'advise'],
    screened_out: [],
    withdrawn: [],
    absent: [],
  };
  for (const [state, possible] of Object.entries(expected) as [PitchState, string[]][]) {
    expect([state, allowed(pitchMachine, state)]).toEqual([state, possible]);
    const doable = possible.map((name) => (name === 'score_again' ? 'score' : name));
    for (const [name, action] of Object.entries(actions)) {
      if (doable.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'invalid_transition' }));
    }
  }
});
