/** Bars of which a part is filled, side by side; their words stand in a table beside it. */
export interface PartBar {
  label: string;
  whole: number;
  part: number;
}

export function PartBars({ bars, label }: { bars: readonly PartBar[]; label: string }) {
  const most = Math.max(1, ...bars.map(({ whole }) => whole));
  return (
    <div class="part-bars" role="img" aria-label={label}>
      {bars.map(({ label: name, whole, part }) => (
        <span key={name} class="part-bar">
          <span class="part-bar-track">
            <span class="part-bar-value">{whole > 0 && `${part}/${whole}`}</span>
            <span class="part-bar-whole" style={{ '--whole': whole / most }}>
              <span class="part-bar-part" style={{ height: `${whole === 0 ? 0 : (part / whole) * 100}%` }} />
            </span>
          </span>
          <span class="part-bar-name">{name}</span>
        </span>
      ))}
    </div>
  );
}
