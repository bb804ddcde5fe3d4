/** The width that an element has on the page, for charts that draw to measure. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';

export function useWidth<E extends HTMLElement>(before: number): { ref: RefObject<E | null>; width: ReadonlySignal<number> } {
  const ref = useRef<E>(null);
  const width = useSignal(before);
  useLayoutEffect(() => {
    const measured = new ResizeObserver(([entry]) => (width.value = Math.round(entry!.contentRect.width) || before));
    measured.observe(ref.current!);
    return () => measured.disconnect();
  }, []);
  return { ref, width };
}
