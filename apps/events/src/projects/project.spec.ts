import { allowed, type Refusal } from '@park/kernel';
import { aProject } from './project.fixture.ts';
import { changeContent, clearReview, flagForReview, projectMachine, register, withdraw, type ProjectState } from './project.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000027',
  code: 'PJ-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const today = '2025-06-16';
const entity = '0197a0c0-0000-7000-8000-000000000002';
const aStudents = { ...aProject(), applicant_kind: 'student' as const, organisation_uscc: null, entity_id: null };

it('is registered with what reporting counts it by, and without its founder', () => {
  const { next, events } = register(identity, aProject());
  expect(next).toMatchObject({ state: 'active', version: 0, founder_masked: '王***' });
  expect(events[0]!.data).toEqual({
    code: 'PJ-000001',
    from_state: null,
    to_state: 'active',
    name: '海洋观测浮标',
    stage: 'startup',
    sector: 'marine_industry',
    applied_as: 'enterprise',
    amount_sought_kcny: 2000,
    entity_id: entity,
  });
});

it('asks an enterprise for its market entity, and a student for none', () => {
  const required = expect.objectContaining({ code: 'organisation_required' });
  expect(() => register(identity, { ...aProject(), organisation_uscc: null, entity_id: null })).toThrow(required);
  expect(register(identity, aStudents).next.state).toBe('active');
  expect(() => changeContent(aStudents, { applicant_kind: 'enterprise' }, today)).toThrow(required);
  expect(() => changeContent(aProject(), { organisation_uscc: null, entity_id: null }, today)).toThrow(required);
});

it('tells nothing where nothing changes', () => {
  expect(changeContent(aProject(), { name: '海洋观测浮标' }, today).events).toEqual([]);
  expect(changeContent(aProject(), { name: '浮标' }, today).events[0]!.data).toMatchObject({ name: '浮标', stage: 'startup' });
});

it('is not withdrawn while a pitch of it is still to come', () => {
  expect(() => withdraw(aProject(), 'over', 1, today)).toThrow(expect.objectContaining({ code: 'pitches_live', extra: { pitches: 1 } }));
  expect(withdraw(aProject(), 'over', 0, today).next.state).toBe('withdrawn');
});

it('is flagged once, and cleared once', () => {
  const flagged = flagForReview(aProject(), entity, '2025-06-30');
  expect(flagged.events).toEqual([expect.objectContaining({ effectiveOn: '2025-06-30' })]);
  expect(flagForReview(flagged.next, entity, '2025-07-01').events).toEqual([]);
  const cleared = clearReview(flagged.next, 'goes on', today);
  expect([cleared.next.review_ground, cleared.events.length]).toEqual([null, 1]);
  expect(() => clearReview(cleared.next, 'again', today)).toThrow(expect.objectContaining({ code: 'no_review_pending' }));
});

it('allows in each state what the table says, and nothing else', () => {
  const ground = 'organisation_left' as const;
  const actions = {
    change: (state: ProjectState) => changeContent(aProject({ state }), { name: '浮标' }, today),
    withdraw: (state: ProjectState) => withdraw(aProject({ state }), 'over', 0, today),
    flag_for_review: (state: ProjectState) => flagForReview(aProject({ state }), entity, today),
    clear_review: (state: ProjectState) => clearReview(aProject({ state, review_ground: ground }), 'goes on', today),
  };
  const expected = { active: ['change', 'withdraw', 'flag_for_review', 'clear_review'], withdrawn: ['clear_review'] };
  for (const [state, possible] of Object.entries(expected) as [ProjectState, string[]][]) {
    expect([state, allowed(projectMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'invalid_transition' }));
    }
  }
});
