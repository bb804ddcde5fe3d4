/** The skyline below the headline figures. Its buildings lead to the plan, where the same is said in figures. */
import type { BuildingOccupancy } from '@park/contracts';
import { figureLine, shortFigure } from '../numbers/figure-text.ts';
import { language, t } from '../texts/language.store.ts';
import { field, skylineOf } from './skyline-layout.ts';

export function Skyline({ buildings }: { buildings: readonly BuildingOccupancy[] }) {
  const rates = new Map(buildings.map(({ id, occupancy_rate }) => [id, occupancy_rate]));
  const let_ = (id: string): string => {
    const rate = rates.get(id) ?? null;
    return rate === null ? t('nothingRentable') : figureLine(shortFigure(rate, 'percent', language.value));
  };
  return (
    <svg class="skyline" viewBox={`0 0 ${field.width} ${field.height}`} preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {skylineOf(buildings).map(({ id, code, isBehind, wall, lit, dark }) => (
        <a key={id} href={`/space/${id}`} tabindex={-1}>
          <title>{`${code} · ${let_(id)}`}</title>
          <path class={isBehind ? 'wall-behind' : 'wall'} d={wall} />
          <path class="pane-dark" d={dark} />
          <path class="pane-lit" d={lit} />
        </a>
      ))}
    </svg>
  );
}
