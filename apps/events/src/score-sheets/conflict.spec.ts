import { anExpert } from '../experts/expert.fixture.ts';
import { aProject } from '../projects/project.fixture.ts';
import { conflictBetween } from './conflict.ts';

const entity = aProject().entity_id;
const tie = (wish: object) => ({ expert_id: anExpert().id, kind: 'mentored' as const, entity_id: null, project_id: null, ...wish });

it.each([
  ['nothing', anExpert(), [], null],
  ['the founder is the expert', anExpert({ person_id: aProject().founder_id }), [], 'same_person'],
  ['the same employer', anExpert({ employer_entity_id: entity }), [], 'same_employer'],
  ['an investment in its market entity', anExpert(), [tie({ kind: 'invested', entity_id: entity })], 'invested'],
  ['a mentorship of the project', anExpert(), [tie({ project_id: aProject().id })], 'mentored'],
  [
    'both, of which the investment is told',
    anExpert(),
    [tie({ project_id: aProject().id }), tie({ kind: 'invested', entity_id: entity })],
    'invested',
  ],
  ['a tie of somebody else', anExpert(), [tie({ expert_id: aProject().id, project_id: aProject().id })], null],
  ['a tie to something else', anExpert(), [tie({ project_id: anExpert().id }), tie({ entity_id: anExpert().id })], null],
])('finds %s', (_, expert, ties, kind) => {
  expect(conflictBetween(expert, ties, aProject())).toBe(kind);
});

it('takes two without a market entity for no colleagues, and a tie to a project for none to all students', () => {
  const students = aProject({ entity_id: null });
  expect(conflictBetween(anExpert({ employer_entity_id: null }), [tie({ project_id: anExpert().id })], students)).toBeNull();
});
