/** Spans of days, half-open: the arithmetic of "from when until when" behind every timeline. */
import type { LocalDate } from '@park/kernel';

/** The end of what has no end yet. */
export const forever: LocalDate = '9999-12-31';
/** Since before anybody kept books. */
export const always: LocalDate = '0001-01-01';

export interface Span {
  from: LocalDate;
  to: LocalDate;
}

/** No span at all where the end does not come after the start. */
export function span(from: LocalDate, to: LocalDate | null): Span[] {
  return from < (to ?? forever) ? [{ from, to: to ?? forever }] : [];
}

/** Sorted, without overlaps or touching ends. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = last.to > to ? last.to : to;
    else merged.push({ from, to });
  }
  return merged;
}

/** The parts of `spans` that lie within `others`, each with whatever its span carries. */
export function within<S extends Span>(spans: readonly S[], others: readonly Span[]): S[] {
  const merged = union(others);
  return spans.flatMap((one) =>
    merged.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from;
      const to = one.to < other.to ? one.to : other.to;
      return from < to ? [{ ...one, from, to }] : [];
    }),
  );
}

/** The parts of `spans` that lie outside `others`. */
export function outside<S extends Span>(spans: readonly S[], others: readonly Span[]): S[] {
  const merged = union(others);
  const gaps = [...merged, { from: forever, to: forever }].map((next, i) => ({ from: merged[i - 1]?.to ?? always, to: next.from }));
  return within(
    spans,
    gaps.filter(({ from, to }) => from < to),
  );
}

export function contains({ from, to }: Span, day: LocalDate): boolean {
  return from <= day && day < to;
}
