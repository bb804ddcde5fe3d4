/** The pages of a list, newest first: one is shown, the first of them is asked for again and again. */
import { useSignal } from '@preact/signals';
import { get } from '../../api/park-api.client.ts';
import { useResource, type Source } from '../../api/resource.store.ts';
import type { PageOf } from '../api.ts';

const everyMs = 5_000;

export interface Pages<Row> {
  source: Source<PageOf<Row>>;
  /** Null where there is none. */
  newer: (() => void) | null;
  older: (() => void) | null;
}

/** `path` with its question mark. Another path begins at its first page. */
export function usePages<Row>(path: string, revision: number): Pages<Row> {
  const cursors = useSignal<{ path: string; before: readonly string[] }>({ path, before: [] });
  const before = cursors.value.path === path ? cursors.value.before : [];
  const cursor = before.at(-1);
  const asked = cursor === undefined ? path : `${path}&cursor=${encodeURIComponent(cursor)}`;
  const source = useResource<PageOf<Row>>(`${asked} ${revision}`, (signal) => get<PageOf<Row>>(asked, signal), {
    subject: asked,
    everyMs: cursor === undefined ? everyMs : 0,
  });
  const next = source.state.value.data?.next ?? null;
  const show = (list: readonly string[]): void => void (cursors.value = { path, before: list });
  return {
    source,
    newer: cursor === undefined ? null : () => show(before.slice(0, -1)),
    older: next === null ? null : () => show([...before, next]),
  };
}
