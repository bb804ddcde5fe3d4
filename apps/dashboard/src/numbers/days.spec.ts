import { addDays, addMonths, daysBetween, firstOfMonth, firstOfQuarter, isDay, mondayOf } from './days.ts';

it('counts over the ends of months and years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
  expect(addMonths('2025-03-31', -1)).toBe('2025-02-28');
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
  expect(addMonths('2025-11-15', 2)).toBe('2026-01-15');
  expect(firstOfMonth('2025-11-15')).toBe('2025-11-01');
  expect([
    daysBetween('2025-02-28', '2025-03-01'),
    daysBetween('2025-12-30', '2026-01-01'),
    daysBetween('2025-06-03', '2025-06-01'),
  ]).toEqual([1, 2, -2]);
});

it('finds where quarters and weeks begin', () => {
  expect(['2025-01-01', '2025-03-31', '2025-12-31'].map(firstOfQuarter)).toEqual(['2025-01-01', '2025-01-01', '2025-10-01']);
  expect(['2026-11-23', '2026-11-24', '2026-11-29'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-23', '2026-11-23']);
});

it('knows a day from what only looks like one', () => {
  expect(['2025-02-28', '2025-02-30', '2025-2-3', 'today', ''].map(isDay)).toEqual([true, false, false, false, false]);
});
