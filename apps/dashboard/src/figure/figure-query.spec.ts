import type { KpiDefinition } from '@park/contracts';
import { factsParams, grainOf, headlineParams, readQuery, seriesParams, writeQuery, yearBeforeParams } from './figure-query.ts';

const stock: Pick<KpiDefinition, 'dimensions' | 'over'> = {
  over: 'instant',
  dimensions: [{ code: 'residency', name: { zh: '入驻方式', en: 'Residency' } }],
};
const flow = { ...stock, over: 'period' as const };
const today = '2026-11-24';

it('is read from the address and written back the same', () => {
  const search = '?as_of=2026-10-01&grain=week&group_by=residency&known_at=2026-10-02T00%3A00%3A00Z&residency=both';
  expect(writeQuery(readQuery(search, stock))).toBe(search);
  expect(writeQuery(readQuery('', stock))).toBe('');
});

it('leaves out what does not belong to the figure', () => {
  expect(readQuery('?as_of=2026-02-30&grain=fortnight&group_by=brand&brand=xihai&known_at=soon&side=left', stock)).toEqual({ filters: {} });
});

it('asks for the figure, the same a year before, and the way there', () => {
  const query = readQuery('?group_by=residency&residency=both', stock);
  expect(headlineParams(query, stock)).toEqual({ group_by: 'residency', residency: 'both' });
  expect(headlineParams(readQuery('', stock), stock)).toEqual({ group_by: 'residency' });
  expect(headlineParams(readQuery('', stock), { dimensions: [] })).toEqual({});
  expect(yearBeforeParams(query, today)).toEqual({ residency: 'both', as_of: '2025-11-24' });
  expect(seriesParams(query, stock, today)).toEqual({ as_of: today, grain: 'month', from: '2025-11-01', residency: 'both' });
  expect(factsParams(query)).toEqual({ residency: 'both' });
});

it('compares no period that was picked by hand', () => {
  const query = readQuery('?from=2026-01-01&to=2026-07-01', flow);
  expect(yearBeforeParams(query, today)).toBeNull();
  expect(seriesParams(query, flow, today)).toEqual({ as_of: '2026-06-30', grain: 'quarter', from: '2026-01-01', to: '2026-07-01' });
});

it.each([
  ['day', '2026-09-26'],
  ['week', '2026-06-01'],
  ['month', '2025-11-01'],
  ['quarter', '2025-01-01'],
  ['year', '2022-01-01'],
])('by %s goes back to %s', (grain, from) => {
  expect(seriesParams(readQuery(`?grain=${grain}`, stock), stock, today)['from']).toBe(from);
});

it('goes by months where a state is shown, by quarters where a sum is', () => {
  expect([grainOf({ filters: {} }, stock), grainOf({ filters: {} }, flow)]).toEqual(['month', 'quarter']);
});
