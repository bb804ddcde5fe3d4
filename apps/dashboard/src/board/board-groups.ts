/** How the headline figures are grouped on the board. A figure that is new there finds its place among the rest. */
import type { BoardTile } from '@park/contracts';
import type { TextKey } from '../texts/zh.ts';

export interface TileGroup {
  name: TextKey;
  tiles: BoardTile[];
}

export interface BoardGroups {
  headline: BoardTile[];
  groups: TileGroup[];
  /** How far the rest can be trusted, and what has no group. */
  trust: BoardTile[];
}

const headline = ['market_entities_stock', 'tech_firms_stock', 'employment_total', 'economic_contribution'];

const grouped: readonly (readonly [TextKey, readonly string[]])[] = [
  ['groupRenewal', ['buildings_renovated', 'indoor_area_renovated', 'outdoor_area_renewed']],
  ['groupSpace', ['occupancy_rate', 'wale', 'expiring_90d_share']],
  ['groupHousing', ['housing_units_supply', 'housing_occupancy', 'housing_waiting']],
  ['groupSeason', ['gatherings_held', 'participants', 'show_rate', 'financing_total']],
  ['groupTalent', ['hires_started', 'hires_retained_90d', 'postings_open', 'employers_at_fair']],
];

export function groupTiles(tiles: readonly BoardTile[]): BoardGroups {
  const byCode = new Map(tiles.map((tile) => [tile.code, tile]));
  const take = (codes: readonly string[]): BoardTile[] =>
    codes.flatMap((code) => {
      const tile = byCode.get(code);
      byCode.delete(code);
      return tile ?? [];
    });
  const first = take(headline);
  const groups = grouped.map(([name, codes]) => ({ name, tiles: take(codes) })).filter((group) => group.tiles.length > 0);
  return { headline: first, groups, trust: [...byCode.values()] };
}
