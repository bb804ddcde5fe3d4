import { raisesOf } from './raising.ts';

const coverage = {
  operating: 200,
  own_org: 20,
  joint_org: 30,
  work_covered: 120,
  with_youth: 50,
  league_covered: 10,
  due_own_org: 4,
  uncovered: 80,
  youth_without_league: 40,
};

it('says how many enterprises would raise which rate how far', () => {
  expect(raisesOf(coverage)).toEqual([
    { what: 'own', enterprises: 4, from: 10, to: 12 },
    { what: 'work', enterprises: 80, from: 60, to: 100 },
    { what: 'league', enterprises: 40, from: 20, to: 100 },
  ]);
});

it('has no rate where there is nothing to divide by', () => {
  expect(raisesOf({ ...coverage, with_youth: 0, league_covered: 0, youth_without_league: 0 })[2]).toMatchObject({ from: null, to: null });
});
