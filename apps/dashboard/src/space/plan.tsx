/** The plan of the park. One building at a time is in the order of the tab key; arrow keys walk from it to its neighbours. */
import type { BuildingOccupancy } from '@park/contracts';
import { useWidth } from '../charts/width.store.ts';
import { figureLine, shortFigure } from '../numbers/figure-text.ts';
import { language, t } from '../texts/language.store.ts';
import { neighbourOf, planField, planOf, planWidth, type Plot } from './plan-layout.ts';
import { shadeOf, shareOf, type ColouredBy } from './shades.ts';

/** As in `.plan`: so high it grows at most. */
const shareOfWindow = 0.62;

interface Props {
  buildings: readonly BuildingOccupancy[];
  by: ColouredBy;
  chosen: string | null;
  choose: (id: string) => void;
}

export function Plan({ buildings, by, chosen, choose }: Props) {
  const { ref, width: placeWidth } = useWidth<HTMLDivElement>(planField.narrowest);
  const width = planWidth(placeWidth.value, window.innerHeight * shareOfWindow);
  const { plots, mainStreet, lanes, shore } = planOf(buildings, width);
  const known = new Map(buildings.map((one) => [one.id, one]));
  const reachable = chosen && known.has(chosen) ? chosen : plots[0]?.id;
  const press = (event: KeyboardEvent, id: string): void => {
    if (event.key === 'Enter' || event.key === ' ') choose(id);
    else if (event.key.startsWith('Arrow')) {
      const next = neighbourOf(plots, id, event.key);
      (event.currentTarget as Element).parentElement?.querySelector<SVGGElement>(`[data-building="${next}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div class="plan-scroll" ref={ref}>
      <svg class="plan" viewBox={`0 0 ${width} ${planField.height}`} role="group" aria-label={t('planLabel')}>
        <defs>
          <pattern id="none-rentable" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V7" class="plan-hatch" />
          </pattern>
        </defs>
        <Ground width={width} mainStreet={mainStreet} lanes={lanes} shore={shore} />
        {plots.map((plot) => (
          <Building
            key={plot.id}
            plot={plot}
            building={known.get(plot.id)!}
            by={by}
            isChosen={plot.id === chosen}
            isReachable={plot.id === reachable}
            choose={() => choose(plot.id)}
            press={(event) => press(event, plot.id)}
          />
        ))}
      </svg>
    </div>
  );
}

/** The ground goes on where a screen is wider than the plan. */
const beyond = 1_000;

function Ground({ width, mainStreet, lanes, shore }: { width: number; mainStreet: number; lanes: readonly number[]; shore: number }) {
  const wave = (y: number): string => `M${-beyond} ${y}${'q25 -7 50 0t50 0'.repeat((width + 2 * beyond) / 100)}`;
  const trees = Array.from({ length: (width + 2 * beyond) / 32 }, (_, i) => i * 32 - beyond);
  return (
    <g aria-hidden="true">
      {lanes.map((y) => (
        <path key={y} class="plan-lane" d={`M${-beyond} ${y}H${width + beyond}`} />
      ))}
      <path class="plan-street" d={`M${-beyond} ${mainStreet}H${width + beyond}`} />
      {trees.map((x) => (
        <circle key={x} class="plan-tree" cx={x} cy={mainStreet - 15} r="4" />
      ))}
      {trees.map((x) => (
        <circle key={x} class="plan-tree" cx={x + 16} cy={mainStreet + 15} r="4" />
      ))}
      <text class="plan-street-name" x={width / 2} y={mainStreet} dy="0.35em">
        {t('mainStreet')}
      </text>
      <path class="plan-bay" d={`${wave(shore)}V${planField.height + beyond}H${-beyond}Z`} />
      <path class="plan-wave" d={wave(shore + 12)} />
      <path class="plan-wave" d={wave(shore + 24)} />
    </g>
  );
}

interface BuildingProps {
  plot: Plot;
  building: BuildingOccupancy;
  by: ColouredBy;
  isChosen: boolean;
  isReachable: boolean;
  choose: () => void;
  press: (event: KeyboardEvent) => void;
}

function Building({ plot: { id, x, y, width, depth, isWorkshop }, building, by, isChosen, isReachable, choose, press }: BuildingProps) {
  const share = shareOf(building, by);
  const shade = shadeOf(share, by);
  const text = share === null ? '—' : figureLine(shortFigure(share, 'percent', language.value));
  return (
    <g
      class={`plot plot-${by} shade-${shade}${isChosen ? ' plot-chosen' : ''}`}
      data-building={id}
      role="button"
      aria-pressed={isChosen}
      aria-label={`${building.code} ${building.name}: ${share === null ? t('nothingRentable') : text}`}
      tabindex={isReachable ? 0 : -1}
      onClick={choose}
      onKeyDown={press}
    >
      <title>{`${building.code} ${building.name}`}</title>
      <rect class="plot-ground" x={x} y={y} width={width} height={depth} rx="3" />
      {shade === 0 && <rect x={x} y={y} width={width} height={depth} rx="3" fill="url(#none-rentable)" />}
      {isWorkshop && <path class="plot-roof" d={roofOf(x, y, width, depth)} />}
      <text class="plot-code" x={x + width / 2} y={y + depth / 2 - 5}>
        {building.code}
      </text>
      <text class="plot-share" x={x + width / 2} y={y + depth / 2 + 16}>
        {text}
      </text>
    </g>
  );
}

/** Ridges of a saw-tooth roof, which leave room for what is written on it. */
function roofOf(x: number, y: number, width: number, depth: number): string {
  const [ridges, length] = [5, depth * 0.2];
  return Array.from({ length: ridges }, (_, i) => {
    const at = (x + (width * (i + 1)) / (ridges + 1)).toFixed(1);
    return `M${at} ${y + 4}v${length.toFixed(1)}M${at} ${(y + depth - 4).toFixed(1)}v${(-length).toFixed(1)}`;
  }).join('');
}
