import type { BoardTile } from '@park/contracts';
import { groupTiles } from './board-groups.ts';

const tile = (code: string): BoardTile => ({
  code,
  name: { zh: code, en: code },
  unit: 'entities',
  as_of: '2026-11-24',
  definition_version: 1,
  value: 1,
  null_reason: null,
  numerator: null,
  denominator: null,
  verified_share: null,
  year_before: null,
  trend: [],
});
const codes = (tiles: readonly BoardTile[]): string[] => tiles.map(({ code }) => code);

it('puts every tile somewhere, once, in the board’s own order of groups', () => {
  const all = [
    'housing_waiting',
    'postings_open',
    'participants',
    'hires_started',
    'market_entities_stock',
    'occupancy_rate',
    'a_new_figure',
    'tech_firms_stock',
    'reporting_coverage',
  ].map(tile);
  const { headline, groups, trust } = groupTiles(all);
  expect(codes(headline)).toEqual(['market_entities_stock', 'tech_firms_stock']);
  expect(groups.map(({ name, tiles }) => [name, ...codes(tiles)])).toEqual([
    ['groupSpace', 'occupancy_rate'],
    ['groupHousing', 'housing_waiting'],
    ['groupSeason', 'participants'],
    ['groupTalent', 'hires_started', 'postings_open'],
  ]);
  expect(codes(trust)).toEqual(['a_new_figure', 'reporting_coverage']);
});
