import { Pace } from './pace.ts';

it('knows how long it was quiet, and a pause belongs to the round before it', () => {
  const pace = new Pace();
  expect(pace.note(1, 1_000).quietMs).toBe(Infinity);
  expect(pace.note(1, 1_050).quietMs).toBe(50);
  pace.rested(1_250);
  expect(pace.note(1, 1_260).quietMs).toBe(10);
});

it('comes to the rate of what comes steadily, and forgets a burst within seconds', () => {
  const pace = new Pace();
  let perSecond = 0;
  for (let now = 0; now <= 5_000; now += 10) ({ perSecond } = pace.note(4, now));
  expect(perSecond).toBeGreaterThan(380);
  expect(perSecond).toBeLessThan(420);
  expect(pace.note(1, 9_000).perSecond).toBeLessThan(10);
});
