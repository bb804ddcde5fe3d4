/** The meaning of the plan's colours, and how many buildings have each. */
import type { BuildingOccupancy } from '@park/contracts';
import { t } from '../texts/language.store.ts';
import { shadeOf, shareOf, steps, type ColouredBy } from './shades.ts';

export function Legend({ buildings, by }: { buildings: readonly BuildingOccupancy[]; by: ColouredBy }) {
  const counts = Map.groupBy(buildings, (one) => shadeOf(shareOf(one, by), by));
  const entries = [
    ...steps[by].map(({ text }, i): [number, string] => [i + 1, text]),
    [0, t(by === 'occupancy' ? 'nothingRentable' : 'nothingLet')] as [number, string],
  ];
  return (
    <ul class="legend">
      {entries.map(([shade, text]) => (
        <li key={shade}>
          <span class={`swatch plot-${by} shade-${shade}`} aria-hidden="true" />
          {text} <span class="soft">{t('buildingCount', { n: counts.get(shade)?.length ?? 0 })}</span>
        </li>
      ))}
    </ul>
  );
}
