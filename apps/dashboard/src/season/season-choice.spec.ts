import { firstShown } from './season-choice.ts';

const season = (id: string, starts_on: string, ends_on: string, state: 'published' | 'cancelled' | null = 'published') => ({
  id,
  state,
  starts_on,
  ends_on,
});
const none = season('none', '2024-08-01', '2026-08-01', null);
const seasons = [
  season('2027', '2027-08-18', '2027-08-21'),
  season('2026', '2026-08-18', '2026-08-21'),
  season('2025', '2025-08-18', '2025-08-21'),
  none,
];

it.each([
  ['2025-08-18', '2025'],
  ['2025-08-20', '2025'],
  ['2025-08-21', '2026'],
  ['2026-08-17', '2026'],
  ['2028-01-01', '2027'],
])('on %s the season of %s', (today, id) => {
  expect(firstShown(seasons, today)).toBe(id);
});

it('is never a cancelled one, and without any what is outside of seasons', () => {
  expect(firstShown([season('off', '2025-08-18', '2025-08-21', 'cancelled'), none], '2025-08-18')).toBe('none');
  expect(firstShown([none], '2025-08-18')).toBe('none');
  expect(firstShown([], '2025-08-18')).toBeNull();
});
