import { binsOf, peakOf } from './arrivals.ts';

const slot = (ten_minutes: number, arrivals: number) => ({ ten_minutes, arrivals });

it('fills the whole hours of the gathering with what came in each ten minutes', () => {
  const bins = binsOf({ slots: [slot(54, 3), slot(60, 8)] }, { from: 9, to: 11 }, null);
  expect(bins).toHaveLength(12);
  expect([bins[0], bins[1], bins[6], bins[11]]).toEqual([
    { from: '09:00', to: '09:10', arrivals: 3 },
    { from: '09:10', to: '09:20', arrivals: 0 },
    { from: '10:00', to: '10:10', arrivals: 8 },
    { from: '10:50', to: '11:00', arrivals: 0 },
  ]);
});

it('also shows those who came before it began, or until midnight', () => {
  const bins = binsOf({ slots: [slot(53, 1), slot(143, 1)] }, { from: 9, to: 22.5 }, null);
  expect([bins[0]!.from, bins.at(-1)!.from, bins.at(-1)!.to]).toEqual(['08:00', '23:50', '24:00']);
});

it('leaves open what is ahead', () => {
  const bins = binsOf({ slots: [slot(54, 3)] }, { from: 9, to: 10 }, 9.25);
  expect(bins.map(({ arrivals }) => arrivals)).toEqual([3, 0, null, null, null, null]);
});

it('names the ten minutes in which most came, if anybody did', () => {
  expect(peakOf(binsOf({ slots: [slot(54, 3), slot(56, 8), slot(57, 8)] }, { from: 9, to: 10 }, null))?.from).toBe('09:20');
  expect(peakOf(binsOf({ slots: [] }, { from: 9, to: 10 }, null))).toBeNull();
});
