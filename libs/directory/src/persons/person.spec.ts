import { isCitizenId } from '@park/kernel';
import { ageOn, bornOn } from './person.ts';
import { citizenIdOf } from '@park/test-kit';

it('reads the day of birth from the citizen id, and counts completed years', () => {
  expect(bornOn('11010519491231002X')).toBe('1949-12-31');
  expect([
    ageOn('1980-06-16', '2025-06-15'),
    ageOn('1980-06-16', '2025-06-16'),
    ageOn('2000-02-29', '2025-02-28'),
    ageOn('2000-02-29', '2025-03-01'),
  ]).toEqual([44, 45, 24, 25]);
});

it('makes valid citizen ids for specs', () => {
  for (const number of [1, 42, 999, 1000, 25_000]) expect(isCitizenId(citizenIdOf(number))).toBe(true);
});
