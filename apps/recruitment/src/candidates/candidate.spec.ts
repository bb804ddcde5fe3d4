import { allowed } from '@park/kernel';
import { aCandidate } from './candidate.fixture.ts';
import {
  addResume,
  anonymise,
  candidateMachine,
  changeAbout,
  keptUntil,
  register,
  requireActive,
  type CandidateState,
} from './candidate.ts';

const today = '2025-06-16';
const identity = { id: aCandidate().id, code: 'CD-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const person = { person_id: aCandidate().person_id!, name_masked: '王**' };
const refused = (code: string) => expect.objectContaining({ code });

it('is registered without a word of the person in the event', () => {
  const { next, events } = register(identity, person, { education: 'master', graduation_year: null });
  expect(next).toMatchObject({ state: 'active', resume_version: 0, name_masked: '王**' });
  expect(events[0]!.of.schema.parse(events[0]!.data)).toEqual({
    code: 'CD-000001',
    from_state: null,
    to_state: 'active',
    education: 'master',
    graduation_year: null,
  });
});

it('graduated at most 60 years ago, and graduates at most 7 years ahead', () => {
  const at = (graduation_year: number) => () => register(identity, person, { education: 'bachelor', graduation_year });
  for (const year of [1965, 2032]) expect(at(year)).not.toThrow();
  for (const year of [1964, 2033]) expect(at(year)).toThrow(refused('graduation_out_of_range'));
  expect(() => changeAbout(aCandidate(), { graduation_year: 2033 }, today)).toThrow(refused('graduation_out_of_range'));
});

it('has versions of the résumé, counted from 1', () => {
  const once = addResume(aCandidate(), 'a'.repeat(64), today);
  const twice = addResume(once.next, 'b'.repeat(64), today);
  expect([once, twice].map(({ events }) => events[0]!.data)).toMatchObject([{ resume_version: 1 }, { resume_version: 2 }]);
});

it('is kept for two years, and not anonymised while an offer or a hire is open', () => {
  expect(keptUntil('2024-02-29')).toBe('2026-02-28');
  expect(() => anonymise(aCandidate(), 'asked for it', 1, today)).toThrow(refused('process_open'));
  const { next } = anonymise(aCandidate(), 'asked for it', 0, today);
  expect(next).toMatchObject({ state: 'anonymised', person_id: null, name_masked: '', education: 'bachelor', graduation_year: 2025 });
  expect(() => requireActive(next)).toThrow(refused('candidate_anonymised'));
});

it('allows in each state what the table says, and nothing else', () => {
  const actions = {
    change: (state: CandidateState) => changeAbout(aCandidate({ state }), { education: 'doctor' }, today),
    add_resume: (state: CandidateState) => addResume(aCandidate({ state }), 'a'.repeat(64), today),
    anonymise: (state: CandidateState) => anonymise(aCandidate({ state }), 'x', 0, today),
  };
  expect(allowed(candidateMachine, 'active')).toEqual(Object.keys(actions));
  expect(allowed(candidateMachine, 'anonymised')).toEqual([]);
  for (const action of Object.values(actions)) {
    expect(action('active').events).toHaveLength(1);
    expect(() => action('anonymised')).toThrow(refused('invalid_transition'));
  }
  expect(changeAbout(aCandidate(), { education: 'bachelor' }, today).events).toEqual([]);
});
