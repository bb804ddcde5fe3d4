/** A series as a line or as bars, with axes; the pointer, or the arrow keys, walk along it. */
import { useSignal } from '@preact/signals';
import { t } from '../texts/language.store.ts';
import { areaPath, gapPath, linePath } from './line-path.ts';
import { extentOf, linear, ticksFor } from './scale.ts';
import { useWidth } from './width.store.ts';

export interface ChartPoint {
  label: string;
  from: string;
  to: string;
  value: number | null;
}

interface Props {
  points: readonly ChartPoint[];
  kind: 'line' | 'bars';
  write: (value: number) => string;
  writeTick: (value: number) => string;
  label: string;
  height?: number;
  /** Labels stand at multiples of so many points from the first on; without it, at the last point and as often before it as there is room. */
  labelStep?: number;
}

const around = { right: 14, top: 14, bottom: 28 } as const;
const signWidth = { latin: 7, wide: 12.5 } as const;
const labelWidth = 74;

export function HistoryChart({ points, kind, write, writeTick, label, height = 280, labelStep }: Props) {
  const { ref, width: measured } = useWidth<HTMLDivElement>(720);
  const at = useSignal<number | null>(null);
  const width = measured.value;
  const ticks = ticksFor(
    ...extentOf(
      points.map(({ value }) => value),
      kind === 'bars',
    ),
    4,
  );
  const margin = { ...around, left: 18 + Math.max(...ticks.map((tick) => widthOf(writeTick(tick)))) };
  // While the page is laid out, it may have no width yet.
  const slot = Math.max(0, width - margin.left - margin.right) / Math.max(1, points.length);
  const x = (i: number): number => margin.left + (i + 0.5) * slot;
  const y = linear([ticks[0]!, ticks.at(-1)!], [height - margin.bottom, margin.top]);
  const places = points.map(({ value }, i) => (value === null ? null : { x: x(i), y: y(value) }));
  const every = Math.max(1, Math.ceil((points.length * labelWidth) / (width - margin.left)));
  const isLabelled = (i: number): boolean =>
    labelStep === undefined ? (points.length - 1 - i) % every === 0 : i % (Math.ceil(every / labelStep) * labelStep) === 0;
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -points.length, End: points.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    at.value = Math.min(points.length - 1, Math.max(0, (at.value ?? (step < 0 ? points.length : -1)) + step));
  };
  const point = (event: PointerEvent): void => {
    const own = (event.currentTarget as Element).getBoundingClientRect();
    const i = Math.floor((event.clientX - own.left - margin.left) / slot);
    at.value = i >= 0 && i < points.length ? i : null;
  };
  const chosen = at.value === null ? null : (points[at.value] ?? null);
  return (
    <div
      class="chart"
      ref={ref}
      tabIndex={0}
      role="group"
      aria-label={`${label}: ${t('chartKeys')}`}
      onKeyDown={walk}
      onPointerMove={point}
      onPointerLeave={() => (at.value = null)}
      onBlur={() => (at.value = null)}
    >
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {ticks.map((tick) => (
          <g key={tick} class="chart-tick">
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
            <text x={margin.left - 10} y={y(tick)} dy="0.35em">
              {writeTick(tick)}
            </text>
          </g>
        ))}
        {kind === 'bars' ? (
          places.map(
            (place, i) =>
              place && <Bar key={i} x={place.x} width={Math.min(64, slot * 0.62)} from={y(0)} to={place.y} isChosen={i === at.value} />,
          )
        ) : (
          <>
            {ticks[0]! <= 0 && <path class="chart-area" d={areaPath(places, height - margin.bottom)} />}
            <path class="chart-line chart-gap" d={gapPath(places)} />
            <path class="chart-line" d={linePath(places)} />
            {points.length <= 40 &&
              places.map(
                (place, i) => place && <circle key={i} class="chart-dot" cx={place.x} cy={place.y} r={i === at.value ? 5.5 : 3} />,
              )}
          </>
        )}
        {points.map(
          ({ label: text }, i) =>
            isLabelled(i) && (
              <text key={i} class="chart-label" x={x(i)} y={height - 7}>
                {text}
              </text>
            ),
        )}
        {at.value !== null && <line class="chart-cross" x1={x(at.value)} x2={x(at.value)} y1={margin.top} y2={height - margin.bottom} />}
      </svg>
      <p
        class={chosen ? 'chart-tip' : 'visually-hidden'}
        role="status"
        style={chosen ? { left: `${Math.min(width - 90, Math.max(90, x(at.value!)))}px` } : undefined}
      >
        {chosen && (
          <>
            <span>{chosen.label}</span> <strong>{chosen.value === null ? '—' : write(chosen.value)}</strong>
          </>
        )}
      </p>
    </div>
  );
}

function Bar({ x, width, from, to, isChosen }: { x: number; width: number; from: number; to: number; isChosen: boolean }) {
  return (
    <rect
      class={isChosen ? 'chart-bar chart-bar-chosen' : 'chart-bar'}
      x={x - width / 2}
      width={width}
      y={Math.min(from, to)}
      height={Math.abs(from - to)}
      rx="2"
    />
  );
}

/** Near enough to leave room for it. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? signWidth.wide : signWidth.latin), 0);
}
