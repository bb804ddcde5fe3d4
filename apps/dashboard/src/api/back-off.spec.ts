import { backOffMs } from './back-off.ts';

it('waits longer with every failure, up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => backOffMs(failures, 1))).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it('never waits for less than half of it', () => {
  expect([backOffMs(1, 0), backOffMs(9, 0)]).toEqual([500, 15_000]);
});
