import { Throttle } from './throttle.ts';

it('counts attempts before their outcome is known, each key by itself', () => {
  const throttle = new Throttle(3);
  const admitted = (key: string, now: number): boolean[] => Array.from({ length: 5 }, () => throttle.admits(key, now));
  expect(admitted('a', 0)).toEqual([true, true, true, false, false]);
  expect(admitted('b', 0)).toEqual([true, true, true, false, false]);
  expect(throttle.admits('a', 59_999)).toBe(false);
  expect(admitted('a', 60_000)).toEqual([true, true, true, false, false]);
});

it('does not count what was right', () => {
  const throttle = new Throttle(2);
  for (let n = 0; n < 10; n++) {
    expect(throttle.admits('a', 0)).toBe(true);
    throttle.takeBack('a');
  }
  throttle.admits('a', 0);
  throttle.admits('a', 0);
  throttle.forget('a');
  expect(throttle.admits('a', 0)).toBe(true);
});

it('remembers the newest of very many keys', () => {
  const throttle = new Throttle(1);
  throttle.admits('old', 0);
  for (let n = 0; n < 9_999; n++) throttle.admits(`key ${n}`, 0);
  expect(throttle.admits('old', 0)).toBe(false);
  throttle.admits('one more', 0);
  expect(throttle.admits('old', 0)).toBe(true);
  expect(throttle.admits('one more', 0)).toBe(false);
});
