/** Something that is asked of the API and shown: what was last answered stays while a newer answer is fetched, or cannot be had. */
import { useEffect, useMemo } from 'preact/hooks';
import { signal, type ReadonlySignal } from '@preact/signals';

export interface Resource<T> {
  data: T | null;
  /** Of the newest attempt. */
  error: unknown;
  isLoading: boolean;
  /** When `data` was answered. */
  loadedAt: number | null;
}

export interface Source<T> {
  state: ReadonlySignal<Resource<T>>;
  reload(): void;
}

/** Asks anew whenever the key changes; answers to earlier keys are dropped. An answer to another `subject` is not shown meanwhile. */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>, { subject = '', everyMs = 0 } = {}): Source<T> {
  const { state, ask } = useMemo(() => asking<T>(), [subject]);
  useEffect(() => {
    const { abort } = ask(load);
    const timer = everyMs > 0 ? setInterval(() => document.visibilityState === 'visible' && ask(load), everyMs) : undefined;
    return () => {
      clearInterval(timer);
      abort();
    };
  }, [key, ask]);
  return { state, reload: () => void ask(load) };
}

function asking<T>() {
  const state = signal<Resource<T>>({ data: null, error: null, isLoading: true, loadedAt: null });
  let current = new AbortController();
  const ask = (load: (signal: AbortSignal) => Promise<T>): { abort(): void } => {
    current.abort();
    const own = (current = new AbortController());
    state.value = { ...state.value, isLoading: true };
    load(own.signal).then(
      (data) => {
        if (!own.signal.aborted) state.value = { data, error: null, isLoading: false, loadedAt: Date.now() };
      },
      (error: unknown) => {
        if (!own.signal.aborted) state.value = { ...state.value, error, isLoading: false };
      },
    );
    return { abort: () => current.abort() };
  };
  return { state, ask };
}
