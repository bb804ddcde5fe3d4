import { behindOf, railOf } from './rail.ts';

const log = { first: 1, last: 1_000 };

it('divides the log that is kept into acknowledged, sent and not sent yet', () => {
  expect(railOf(log, { sent: 750, acknowledged: 500 })).toEqual({ acknowledged: 50, sent: 25, ahead: 25 });
  expect(railOf({ first: 901, last: 1_000 }, { sent: 950, acknowledged: 950 })).toEqual({ acknowledged: 50, sent: 0, ahead: 50 });
});

it('shows a single entry that waits, however long the log is', () => {
  expect(railOf({ first: 1, last: 100_000 }, { sent: 100_000, acknowledged: 99_999 })).toEqual({ acknowledged: 97.5, sent: 2.5, ahead: 0 });
});

it('has nothing behind it where nothing was acknowledged, the log is empty, or all that was is not kept any more', () => {
  expect(railOf(log, { sent: null, acknowledged: null })).toEqual({ acknowledged: 0, sent: 0, ahead: 100 });
  expect(railOf({ first: 1, last: 0 }, { sent: 0, acknowledged: 0 })).toEqual({ acknowledged: 0, sent: 0, ahead: 100 });
  expect(railOf({ first: 501, last: 1_000 }, { sent: 10, acknowledged: 10 })).toEqual({ acknowledged: 0, sent: 0, ahead: 100 });
});

it('is full where all was acknowledged', () => {
  expect(railOf(log, { sent: 1_000, acknowledged: 1_000 })).toEqual({ acknowledged: 100, sent: 0, ahead: 0 });
});

it('counts how far a door is behind; a stream has no answer, so that what was written to it counts', () => {
  expect(behindOf(log, { door: 'webhook', sent: 1_000, acknowledged: 990 })).toBe(10);
  expect(behindOf(log, { door: 'sse', sent: 1_000, acknowledged: 990 })).toBe(0);
  expect(behindOf(log, { door: 'pull', sent: null, acknowledged: null })).toBe(1_000);
});
