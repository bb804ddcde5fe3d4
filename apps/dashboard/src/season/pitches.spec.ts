import type { PitchEntry } from '@park/contracts';
import { lineUp, nextUp, presented, sorted } from './pitches.ts';

const pitch = (code: string, order: number | null, state: PitchEntry['state'], rank: number | null = null): PitchEntry => ({
  id: code,
  code,
  project_id: code,
  project_name: null,
  sector: 'other',
  applied_as: 'student',
  state,
  order,
  score: rank === null ? null : 80,
  rank,
});
const pitches = [
  pitch('a', 1, 'scored', 2),
  pitch('b', 2, 'absent'),
  pitch('c', 3, 'scored', 1),
  pitch('d', 4, 'presented'),
  pitch('e', 5, 'withdrawn'),
  pitch('f', 6, 'scheduled'),
  pitch('g', null, 'screened_out'),
];
const codes = (some: readonly PitchEntry[]): string => some.map(({ code }) => code).join('');

it('sorts by order and by rank, those without one behind', () => {
  expect([codes(sorted(pitches, 'order')), codes(sorted(pitches, 'rank'))]).toEqual(['abcdefg', 'cabdefg']);
});

it('tells who takes part, who was presented, and who is next', () => {
  expect([codes(lineUp(pitches)), codes(presented(pitches))]).toEqual(['abcdf', 'acd']);
  expect([nextUp(pitches, true)?.code, nextUp(pitches, false), nextUp(pitches.slice(0, 4), true)]).toEqual(['f', null, null]);
});
