/** The skyline below the headline figures. Its buildings lead to the plan, where the same is said in figures. */
import type { BuildingOccupancy } from '@park/contracts';
import type { ComponentChildren } from 'preact';
import { figureLine, shortFigure } from '../numbers/figure-text.ts';
import { language, t } from '../texts/language.store.ts';
import { field, skylineOf, type SkylineBuilding } from './skyline-layout.ts';

export function Skyline({ buildings }: { buildings: readonly BuildingOccupancy[] }) {
  const known = new Map(buildings.map((one) => [one.id, one]));
  const titleOf = ({ code, occupancy_rate: rate }: BuildingOccupancy): string =>
    `${code} · ${rate === null ? t('nothingRentable') : figureLine(shortFigure(rate, 'percent', language.value))}`;
  return (
    <SkylineDrawing
      drawn={skylineOf(buildings)}
      around={(id, shape) => (
        <a key={id} href={`/space/${id}`} tabindex={-1}>
          <title>{titleOf(known.get(id)!)}</title>
          {shape}
        </a>
      )}
    />
  );
}

interface DrawingProps {
  drawn: readonly SkylineBuilding[];
  around?: (id: string, shape: ComponentChildren) => ComponentChildren;
}

export function SkylineDrawing({ drawn, around = (_, shape) => shape }: DrawingProps) {
  return (
    <svg class="skyline" viewBox={`0 0 ${field.width} ${field.height}`} preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {drawn.map(({ id, isBehind, wall, lit, dark }) =>
        around(
          id,
          <g key={id}>
            <path class={isBehind ? 'wall-behind' : 'wall'} d={wall} />
            <path class="pane-dark" d={dark} />
            <path class="pane-lit" d={lit} />
          </g>,
        ),
      )}
    </svg>
  );
}
