import { aGathering } from './gathering.fixture.ts';
import { axisOf, daysOf, placeOn, sharesOf } from './timetable-layout.ts';

const season = { starts_on: '2025-08-18', ends_on: '2025-08-21' };

it('shows every day of a season, also an empty one, and behind them what is postponed', () => {
  const days = daysOf([aGathering(), aGathering({ id: 'g2', on: null })], [{ day: '2025-08-18', arrivals: 655 }], season);
  expect(days.map(({ day, arrivals, rows }) => [day, arrivals, rows.map(({ gathering: { id } }) => id)])).toEqual([
    ['2025-08-18', 655, ['g1']],
    ['2025-08-19', 0, []],
    ['2025-08-20', 0, []],
    [null, 0, ['g2']],
  ]);
});

it('shows of a long season the days on which something takes place', () => {
  expect(daysOf([aGathering()], [], { starts_on: '2025-01-01', ends_on: '2026-01-01' }).map(({ day }) => day)).toEqual(['2025-08-18']);
});

it('shows what lasts several days on each of them', () => {
  const long = aGathering({ starts_at: '2025-08-18T01:30:00.000Z', ends_at: '2025-08-20T02:00:00.000Z' });
  expect(daysOf([long], [], season).map(({ rows: [row] }) => [row!.from, row!.to])).toEqual([
    [9.5, 24],
    [0, 24],
    [0, 10],
  ]);
});

it('ends at midnight on the day before', () => {
  const late = aGathering({ ends_at: '2025-08-18T16:00:00.000Z' });
  expect(daysOf([late], [], season).map(({ rows }) => rows.map(({ from, to }) => [from, to]))).toEqual([[[9, 24]], [], []]);
});

it('has one axis for all days, of whole hours and at least eight', () => {
  const at = (starts_at: string, ends_at: string) => axisOf(daysOf([aGathering({ starts_at, ends_at })], [], season));
  expect(at('2025-08-18T00:30:00.000Z', '2025-08-18T10:20:00.000Z')).toEqual({ from: 8, to: 19 });
  expect(at('2025-08-18T06:00:00.000Z', '2025-08-18T07:00:00.000Z')).toEqual({ from: 14, to: 22 });
  expect(at('2025-08-18T13:00:00.000Z', '2025-08-18T14:00:00.000Z')).toEqual({ from: 16, to: 24 });
  expect(axisOf([])).toEqual({ from: 9, to: 17 });
  expect([8, 10, 12, 20].map((hour) => placeOn({ from: 8, to: 12 }, hour))).toEqual([0, 50, 100, 100]);
});

it('measures seats by the capacity, and by all who want to come where these are more', () => {
  expect(sharesOf(aGathering({ capacity: 200, confirmed: 150, attended: 50, waiting: 0 }))).toEqual({
    came: 25,
    confirmed: 50,
    waiting: 0,
  });
  expect(sharesOf(aGathering({ capacity: 80, confirmed: 80, attended: 0, waiting: 20 }))).toEqual({ came: 0, confirmed: 80, waiting: 20 });
  expect(sharesOf(aGathering({ capacity: 0, confirmed: 0, attended: 0, waiting: 0 }))).toEqual({ came: 0, confirmed: 0, waiting: 0 });
});
