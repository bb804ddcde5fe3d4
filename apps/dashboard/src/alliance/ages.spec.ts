import { bandOf, dueStateOf, widthOf } from './ages.ts';

it('tells three ages apart, at the fortnight and at the month', () => {
  expect([0, 14, 15, 30, 31, 400].map(bandOf)).toEqual([0, 0, 1, 1, 2, 2]);
});

it('is as wide as its share of the oldest', () => {
  expect([widthOf(0, 0), widthOf(15, 60), widthOf(60, 60), widthOf(70, 60)]).toEqual([0, 25, 100, 100]);
});

it.each([
  ['2025-06-15', 1, 'submitted', 'overdue'],
  ['2025-06-16', 0, 'submitted', 'handed_in'],
  ['2025-06-16', 0, 'assigned', 'soon'],
  ['2025-06-30', 0, 'adopted', 'soon'],
  ['2025-07-01', 0, 'adopted', 'later'],
] as const)('due on %s, %d days overdue, %s: %s', (due_on, overdue_days, state, expected) => {
  expect(dueStateOf({ due_on, overdue_days, state }, '2025-06-16')).toBe(expected);
});
