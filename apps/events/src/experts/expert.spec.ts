import { allowed, type Refusal } from '@park/kernel';
import { anExpert } from './expert.fixture.ts';
import { appoint, changeContent, coversDay, declareTie, end, expertMachine, type ExpertState } from './expert.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000025',
  code: 'EX-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const today = '2025-06-16';
const tie = { kind: 'invested' as const, entity_id: '0197a0c0-0000-7000-8000-000000000002', project_id: null };

it('is appointed from the first day of the term on, without a name in the event', () => {
  const { next, events } = appoint(identity, anExpert());
  expect(next).toMatchObject({ state: 'active', version: 0 });
  expect(events).toEqual([
    expect.objectContaining({
      effectiveOn: '2025-01-01',
      data: {
        code: 'EX-000001',
        from_state: null,
        to_state: 'active',
        fields: ['marine_industry'],
        term_from: '2025-01-01',
        term_to: '2027-01-01',
        employer_entity_id: null,
      },
    }),
  ]);
});

it('has no event where nothing changes', () => {
  expect(changeContent(anExpert(), { term_to: '2027-01-01' }, today).events).toEqual([]);
});

it('ends on the day on which the term does, not before', () => {
  expect(() => end(anExpert(), '2026-12-31')).toThrow(expect.objectContaining({ code: 'not_over' }));
  expect(end(anExpert(), '2027-03-01').events).toEqual([expect.objectContaining({ effectiveOn: '2027-01-01' })]);
});

it('covers the days of the term, the last one excluded', () => {
  expect(['2024-12-31', '2025-01-01', '2026-12-31', '2027-01-01'].map((day) => coversDay(anExpert(), day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it('tells a tie once', () => {
  const { events } = declareTie(anExpert(), tie, [], today);
  expect(events[0]!.data).toEqual({ code: 'EX-000001', ...tie });
  const known = { ...tie, id: 't', expert_id: 'e', declared_at: new Date('2025-06-16T02:00:00Z') };
  expect(declareTie(anExpert(), tie, [known], today).events).toEqual([]);
  expect(declareTie(anExpert(), { ...tie, kind: 'mentored' }, [known], today).events).toHaveLength(1);
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (state: ExpertState) => changeContent(anExpert({ state }), { subject: 'judge-1' }, today),
    declare_tie: (state: ExpertState) => declareTie(anExpert({ state }), tie, [], today),
    end: (state: ExpertState) => end(anExpert({ state }), '2027-01-01'),
  };
  const expected = { active: ['change', 'declare_tie', 'end'], ended: ['declare_tie'] };
  for (const [state, possible] of Object.entries(expected) as [ExpertState, string[]][]) {
    expect([state, allowed(expertMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'invalid_transition' }));
    }
  }
});
