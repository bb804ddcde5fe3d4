import type { MeetingEntry } from '@park/contracts';
import { gridOf, isWaiting, neighbourIn } from './matchmaking.ts';

const meeting = (id: string, state: MeetingEntry['state'], table: number | null = null, starts_at: string | null = null): MeetingEntry => ({
  id,
  code: id,
  investor_id: 'i',
  investor_name: '海岸线创投',
  project_id: 'p',
  project_name: '海洋观测浮标',
  sector: 'marine_industry',
  state,
  table,
  starts_at,
  ends_at: null,
});
const [nine, ten] = ['2025-08-19T01:00:00.000Z', '2025-08-19T02:00:00.000Z'] as const;

it('has a row for each slot and a column for each table up to the last one, with free places', () => {
  const { tables, slots } = gridOf([
    meeting('b', 'held', 3, ten),
    meeting('a', 'scheduled', 1, nine),
    meeting('c', 'no_show', 3, nine),
    meeting('d', 'accepted'),
  ]);
  expect(tables).toEqual([1, 2, 3]);
  expect(slots.map(({ starts_at, meetings }) => [starts_at, meetings.map((one) => one?.id ?? null)])).toEqual([
    [nine, ['a', null, 'c']],
    [ten, [null, null, 'b']],
  ]);
});

it('gives the place of a cancelled meeting to the one that came after it', () => {
  const { slots } = gridOf([meeting('off', 'cancelled', 1, nine), meeting('new', 'scheduled', 1, nine)]);
  expect(slots).toMatchObject([{ meetings: [{ id: 'new' }] }]);
  expect(gridOf([meeting('off', 'cancelled', 1, nine)])).toEqual({ tables: [], slots: [] });
});

it('counts those that wait for an answer or for a place', () => {
  expect(
    [meeting('a', 'requested'), meeting('b', 'accepted'), meeting('c', 'declined'), meeting('d', 'held')].filter(isWaiting),
  ).toHaveLength(2);
});

it('is walked with the arrow keys, and stops at its edges', () => {
  const grid = gridOf([meeting('a', 'scheduled', 2, nine), meeting('b', 'scheduled', 1, ten)]);
  expect(neighbourIn(grid, [0, 0], 'ArrowRight')).toEqual([0, 1]);
  expect(neighbourIn(grid, [0, 1], 'ArrowRight')).toEqual([0, 1]);
  expect(neighbourIn(grid, [0, 1], 'ArrowDown')).toEqual([1, 1]);
  expect(neighbourIn(grid, [1, 1], 'ArrowUp')).toEqual([0, 1]);
  expect(neighbourIn(grid, [0, 0], 'ArrowLeft')).toEqual([0, 0]);
});
