/** A part of a page that shows something asked of the API, in each of its states: loading, empty, failed, no longer new, shown. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Source } from '../api/resource.store.ts';
import { EmptyNotice, ErrorNotice, Loading, StaleNotice } from './notices.tsx';

interface Props<T> {
  title: string;
  source: Source<T>;
  /** The text for an answer that holds nothing. */
  empty?: (data: T) => string | null;
  actions?: ComponentChildren;
  lead?: ComponentChildren;
  class?: string;
  lines?: number;
  children: (data: T) => ComponentChildren;
}

export function Panel<T>({ title, source, empty, actions, lead, class: own = '', lines, children }: Props<T>) {
  const { data, error, isLoading, loadedAt } = source.state.value;
  const id = useId();
  const emptiness = data === null ? null : (empty?.(data) ?? null);
  return (
    <section class={`panel ${own}`} aria-labelledby={id} aria-busy={isLoading}>
      <header class="panel-head">
        <div>
          <h2 id={id}>{title}</h2>
          {lead && <p class="panel-lead">{lead}</p>}
        </div>
        {actions && <div class="panel-actions no-print">{actions}</div>}
      </header>
      {data !== null && error !== null && !isLoading && <StaleNotice since={loadedAt!} retry={source.reload} />}
      {data === null ? (
        error !== null && !isLoading ? (
          <ErrorNotice error={error} retry={source.reload} />
        ) : (
          <Loading {...(lines !== undefined && { lines })} />
        )
      ) : emptiness !== null ? (
        <EmptyNotice text={emptiness} />
      ) : (
        children(data)
      )}
    </section>
  );
}
