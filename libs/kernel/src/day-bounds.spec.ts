import { requireDay, upToToday } from './day-bounds.ts';

const from = { on: '2025-03-01', what: 'when it began' };
const to = upToToday('2025-06-30');

it.each(['2025-03-01', '2025-06-30'])('takes %s, a day at the edge', (day) => {
  expect(() => requireDay('closed_on', day, { from, to })).not.toThrow();
});

it.each([
  ['2025-02-28', 'day_too_early', 'closed_on must not be earlier than 2025-03-01, when it began.'],
  ['2025-07-01', 'day_too_late', 'closed_on must not be later than 2025-06-30, which is today.'],
])('refuses %s', (day, code, message) => {
  expect(() => requireDay('closed_on', day, { from, to })).toThrow(
    expect.objectContaining({ kind: 'invalid', code, message, errors: [expect.objectContaining({ pointer: '/closed_on' })] }),
  );
});

it('does not bind where there is no day', () => {
  expect(() => requireDay('closed_on', '1900-01-01', { from: { on: null, what: '' } })).not.toThrow();
});
