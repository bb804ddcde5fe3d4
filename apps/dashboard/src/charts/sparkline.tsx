/** The last twelve months at a glance; its words are in the tile beside it. */
import { areaPath, gapPath, linePath } from './line-path.ts';
import { extentOf, linear } from './scale.ts';

const [width, height, edge] = [120, 36, 3];

export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const x = linear([0, Math.max(1, values.length - 1)], [edge, width - edge]);
  const y = linear(extentOf(values, false), [height - edge, edge]);
  const places = values.map((value, i) => (value === null ? null : { x: x(i), y: y(value) }));
  const last = places.at(-1);
  if (places.every((place) => place === null)) return null;
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="sparkline-area" d={areaPath(places, height)} />
      <path class="sparkline-line sparkline-gap" d={gapPath(places)} />
      <path class="sparkline-line" d={linePath(places)} />
      {last && <line class="sparkline-end" x1={last.x} x2={last.x} y1={last.y} y2={last.y} />}
    </svg>
  );
}
