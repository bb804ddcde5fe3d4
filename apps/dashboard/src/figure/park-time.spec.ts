import { fromLocal, toLocal } from './park-time.ts';

it('is eight hours ahead of UTC, both ways', () => {
  expect(fromLocal('2026-01-01T07:30')).toBe('2025-12-31T23:30:00Z');
  expect(toLocal('2025-12-31T23:30:00Z')).toBe('2026-01-01T07:30');
});
