/** One of the sums at the head of a page. */
import type { ComponentChildren } from 'preact';

interface Props {
  name: string;
  value: string;
  note: ComponentChildren;
  children?: ComponentChildren;
}

export function Sum({ name, value, note, children }: Props) {
  return (
    <li class="panel">
      <span class="soft">{name}</span>
      <strong>{value}</strong>
      <span class="soft">{note}</span>
      {children}
    </li>
  );
}

/** A bar of so many parts of a whole. */
export function SumBar({ part, whole }: { part: number; whole: number }) {
  return (
    <span class="seats-bar" aria-hidden="true">
      <span class="seats-confirmed" style={{ width: `${whole === 0 ? 0 : Math.min(100, (part / whole) * 100)}%` }} />
    </span>
  );
}
