import { answered, compared, countedOf } from './recount.ts';

const figure = { code: 'occupied_area', name: { zh: '已租面积', en: 'Leased area' }, unit: 'm2' } as const;

it.each([
  [105.1, 105.1, 0, 'agrees'],
  [0.3, 0.1 + 0.2, 0, 'agrees'],
  [105.1, 105, 0.1, 'break'],
  [null, 0, 0, 'agrees'],
  [0, null, 0, 'agrees'],
  [null, 3, -3, 'break'],
  [7, undefined, null, 'unreachable'],
])('%s reported and %s counted differ by %s: %s', (reported, recomputed, difference, state) => {
  expect(compared(figure, reported, recomputed)).toMatchObject({ reported, recomputed: recomputed ?? null, difference, state });
});

it('finds a figure in the answer of a service, and nothing where it is not', () => {
  const answer = { as_of: '2025-06-16', items: [{ code: 'occupied_area', value: 7, other: null }] };
  expect([countedOf(answer, 'occupied_area')?.value, countedOf(answer, 'wale'), countedOf(null, 'occupied_area')]).toEqual([
    7,
    undefined,
    undefined,
  ]);
});

it('tells by the definitions of now which checks are figures, also of a run that an earlier version kept', () => {
  const kept = [compared(figure, 1, 1), compared({ ...figure, code: 'leases_and_occupancies' }, 1, 1)];
  expect(answered(kept, new Set(['occupied_area'])).map(({ is_figure }) => is_figure)).toEqual([true, false]);
});
