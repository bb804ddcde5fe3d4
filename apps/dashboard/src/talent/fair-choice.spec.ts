import { firstShown } from './fair-choice.ts';

const fair = (id: string, fair_on: string | null, state: 'filed' | 'cancelled' = 'filed') => ({ id, fair_on, state });
const fairs = [fair('2027', '2027-08-18'), fair('2026', '2026-08-18'), fair('2025', '2025-08-18')];

it.each([
  ['2025-08-18', '2025'],
  ['2025-08-19', '2026'],
  ['2026-12-01', '2027'],
  ['2028-01-01', '2027'],
])('on %s the fair of %s', (today, id) => {
  expect(firstShown(fairs, today)).toBe(id);
});

it('is one that takes place on a known day, where there is one', () => {
  expect(firstShown([fair('later', null), fair('off', '2025-08-18', 'cancelled'), fair('past', '2025-03-10')], '2025-08-18')).toBe('past');
  expect(firstShown([fair('later', null)], '2025-08-18')).toBe('later');
  expect(firstShown([], '2025-08-18')).toBeNull();
});
