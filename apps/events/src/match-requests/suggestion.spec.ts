import { anInvestor } from '../investors/investor.fixture.ts';
import { suggested, type Candidate } from './suggestion.ts';

const investor = anInvestor({ stages: ['startup'], sectors: ['marine_industry'], ticket_from_kcny: 1000, ticket_to_kcny: 4000 });
const project = (code: string, wish: Partial<Candidate> = {}): Candidate => ({
  id: `id of ${code}`,
  code,
  name: code,
  stage: 'startup',
  sector: 'marine_industry',
  amount_sought_kcny: 2000,
  ...wish,
});
const scored = (wish: Partial<Candidate>) => suggested(investor, [project('A', wish)], new Map())[0]!;

it('ranks by what fits, with the reasons for each, also where it does not', () => {
  const ranking = suggested(
    investor,
    [project('D', { sector: 'biomedicine' }), project('C', { stage: 'idea' }), project('B'), project('A')],
    new Map([['id of B', { id: 'r', state: 'declined' }]]),
  );
  expect(ranking.map(({ code, score, fits }) => [code, score, fits])).toEqual([
    ['A', 100, true],
    ['B', 100, true],
    ['C', 70, false],
    ['D', 60, false],
  ]);
  expect(ranking.map(({ request }) => request?.state ?? null)).toEqual([null, 'declined', null, null]);
  expect(ranking[2]!.reasons).toEqual([
    { criterion: 'sector', fits: true, points: 40, detail: 'marine_industry; looks for marine_industry' },
    { criterion: 'stage', fits: false, points: 0, detail: 'idea; looks for startup' },
    { criterion: 'ticket', fits: true, points: 30, detail: '2000 kcny sought; invests 1000 to 4000 kcny' },
  ]);
});

it.each([
  [1000, 30, true],
  [4000, 30, true],
  [999, 29, false],
  [4001, 29, false],
  [8000, 15, false],
  [500, 15, false],
  [0, 0, false],
])('gives %d kcny sought %d points for the ticket', (amount_sought_kcny, points, fits) => {
  expect(scored({ amount_sought_kcny }).reasons[2]).toMatchObject({ points, fits });
});

it('ranks the same, in whatever order the projects come', () => {
  const projects = ['C', 'A', 'B'].map((code) => project(code));
  const codes = (of: Candidate[]): string[] => suggested(investor, of, new Map()).map(({ code }) => code);
  expect(codes(projects)).toEqual(['A', 'B', 'C']);
  expect(codes([...projects].reverse())).toEqual(['A', 'B', 'C']);
});
