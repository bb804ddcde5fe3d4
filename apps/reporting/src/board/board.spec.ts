import { tenants } from '@park/contracts';
import { figures, headlines } from '../figures/registry.ts';
import { Story } from '../figures/events.fixture.ts';
import { ledgerOf } from '../figures/ledger.fixture.ts';
import { boardOf, measuresOf, trendDays } from './board.ts';

it('looks back over the ends of twelve months', () => {
  const days = trendDays('2026-03-31');
  expect([days.length, days[0], days[10], days[11], days[12]]).toEqual([13, '2025-03-31', '2026-01-31', '2026-02-28', '2026-03-31']);
  expect(trendDays('2026-03-15').slice(-2)).toEqual(['2026-02-28', '2026-03-15']);
});

it('shows each figure with its trend and with the year before', () => {
  const story = new Story();
  for (const [id, since] of [
    ['a', '2025-01-10'],
    ['b', '2025-05-10'],
    ['c', '2026-03-01'],
  ] as const) {
    story.tell(tenants.EntityRegisteredV1, id, since).tell(tenants.EntityMovedInV1, id, since, { effective_date: since });
  }
  story.tell(tenants.OperatingReportVerifiedV1, 'r', '2026-02-01', { entity_id: 'a', period: '2025-Q4', tax_local_kcny: 120 });
  const rows = ledgerOf(story.events).map((fact) => ({ ...fact, scale: null, key: null, matching: 1 }));
  const totals = Map.groupBy(rows, ({ measure }) => measure);
  const kpis = ['market_entities_stock', 'economic_contribution'].map(figures.kpiOf);
  const board = boardOf(kpis, '2026-03-31', totals, { version: 7, watermark: null });
  expect(board.tiles[0]).toMatchObject({ value: 3, year_before: 1, trend: [1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3] });
  // Of the calendar year, so far: nothing is reported for 2026 yet, and that is not zero.
  expect(board.tiles[1]).toMatchObject({
    value: null,
    null_reason: 'nothing_known',
    year_before: null,
    trend: [...Array<null>(9).fill(null), 120, null, null, null],
  });
});

it('knows which measures its tiles are made of', () => {
  expect(measuresOf(headlines).map(({ code }) => code)).toContain('reports_handed_in');
  expect(new Set(measuresOf(headlines)).size).toBe(measuresOf(headlines).length);
});
