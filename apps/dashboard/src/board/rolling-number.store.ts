/** A number on its way from what it was to what it is, so that the eye sees it move. */
import { useEffect, useRef } from 'preact/hooks';
import { useSignal, type ReadonlySignal } from '@preact/signals';

const rollMs = 900;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export function useRolling(value: number | null): ReadonlySignal<number | null> {
  const shown = useSignal(value);
  const first = useRef(true);
  useEffect(() => {
    const from = shown.peek();
    if (first.current || value === null || from === null || calm.matches) {
      first.current = false;
      shown.value = value;
      return;
    }
    const begin = performance.now();
    let frame = requestAnimationFrame(function roll(at) {
      const part = Math.min(1, Math.max(0, at - begin) / rollMs);
      shown.value = part === 1 ? value : from + (value - from) * (1 - (1 - part) ** 3);
      if (part < 1) frame = requestAnimationFrame(roll);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}

export interface Move {
  by: number;
  count: number;
}

const shownForMs = 6_000;

/** The last change of a value, for a few seconds. */
export function useMove(value: number | null): ReadonlySignal<Move | null> {
  const move = useSignal<Move | null>(null);
  const before = useRef(value);
  useEffect(() => {
    const from = before.current;
    before.current = value;
    if (from === null || value === null || from === value) return;
    move.value = { by: value - from, count: (move.peek()?.count ?? 0) + 1 };
    const timer = setTimeout(() => (move.value = null), shownForMs);
    return () => clearTimeout(timer);
  }, [value]);
  return move;
}
