import { dueReminder } from './index.ts';

const steps = [90, 60, 30] as const;

it.each([
  ['none yet on the day before the first step', 91, null, null],
  ['the first on its day', 90, null, 90],
  ['the first until the second', 61, null, 90],
  ['none again', 61, 90, null],
  ['the second on its day', 60, 90, 60],
  ['only the latest after a pause', 12, null, 30],
  ['none after the last', 12, 30, null],
  ['the last on the day before', 1, 60, 30],
  ['none on the day itself', 0, null, null],
  ['none afterwards', -3, 60, null],
])('%s', (_, daysLeft, lastSent, expected) => {
  expect(dueReminder(steps, daysLeft, lastSent)).toBe(expected);
});
