import { judge, policies, policyAt, policyOf, type Facts } from './policy.ts';

const policy = policyOf('2023-1');
const facts: Facts = {
  degree: 'bachelor',
  graduated_on: '2024-07-01',
  age: 30,
  employerInPark: true,
  social_insurance: false,
  owns_home: false,
  other_housing_benefit: false,
};
const on = '2025-06-16';
const failing = (product: 'long_let' | 'short_stay', wish: Partial<Facts>): string[] =>
  judge(policy, product, { ...facts, ...wish }, on)
    .filter(({ passed }) => !passed)
    .map(({ rule }) => rule);

it('tells every rule, passed or not', () => {
  expect(judge(policy, 'long_let', facts, on)).toEqual([
    { rule: 'degree', passed: true, detail: 'associate or higher' },
    { rule: 'employer', passed: true, detail: 'employed in the park' },
    { rule: 'no_own_home', passed: true, detail: 'owns no home in the city' },
    { rule: 'age', passed: true, detail: 'at most 45 years old' },
    { rule: 'no_other_benefit', passed: true, detail: 'enjoys no other housing benefit' },
  ]);
  expect(judge(policy, 'short_stay', facts, on).map(({ rule }) => rule)).toEqual([
    'degree',
    'graduation',
    'no_own_home',
    'age',
    'no_other_benefit',
  ]);
});

it.each([
  ['long_let', { degree: 'associate' }, []],
  ['long_let', { degree: 'secondary' }, ['degree']],
  ['short_stay', { degree: 'associate' }, ['degree']],
  ['long_let', { employerInPark: false }, ['employer']],
  ['long_let', { employerInPark: false, social_insurance: true }, []],
  ['short_stay', { employerInPark: false }, []],
  ['long_let', { age: 45 }, []],
  ['long_let', { age: 46, owns_home: true, other_housing_benefit: true }, ['no_own_home', 'age', 'no_other_benefit']],
  ['short_stay', { graduated_on: null }, ['graduation']],
  ['short_stay', { graduated_on: '2023-06-16' }, []],
  ['short_stay', { graduated_on: '2023-06-15' }, ['graduation']],
  ['short_stay', { graduated_on: '2026-06-16' }, []],
  ['short_stay', { graduated_on: '2026-06-17' }, ['graduation']],
] as const)('for %s with %o fails %o', (product, wish, rules) => {
  expect(failing(product, wish)).toEqual(rules);
});

it('tells no age and no day, only the side of the line', () => {
  expect(JSON.stringify(judge(policy, 'short_stay', { ...facts, age: 57, graduated_on: '1999-07-01' }, on))).not.toMatch(/57|1999/);
});

it('judges by the policy in force on the day of submission', () => {
  expect(policyAt('2025-06-16')).toBe(policies[0]);
  expect(policyAt('2020-01-01')).toBe(policies.at(-1));
});
