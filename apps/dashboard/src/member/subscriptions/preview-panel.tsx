/** The events of the last 30 days that the filter would have let pass; the list follows the filter as it changes. */
import { post } from '../../api/park-api.client.ts';
import { useResource } from '../../api/resource.store.ts';
import { grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { EmptyNotice, Loading } from '../../shell/notices.tsx';
import { said, t } from '../../texts/language.store.ts';
import type { Catalogue, Filter, Preview } from '../api.ts';
import { Problem } from '../shell/form.tsx';
import { shortName } from './filter-text.ts';

/** A filter that is being changed is not asked about at each step. */
const quietMs = 350;
const mostTypes = 8;

export function PreviewPanel({ filter, catalogue }: { filter: Filter; catalogue: Catalogue | null }) {
  const { types, modes, topics, resources } = filter;
  const asked = { types, modes, topics, resources };
  const source = useResource<Preview>(JSON.stringify(asked), async (signal) => {
    await pause(quietMs, signal);
    return await post<Preview>('/subscriptions/preview', asked, signal);
  });
  const { data, error, isLoading } = source.state.value;
  const meanings = new Map(catalogue?.items.map(({ type, summary }) => [type, summary]));
  const meaning = (type: string): string => {
    const summary = meanings.get(type);
    return summary ? said(summary) : shortName(type);
  };
  return (
    <section class="panel preview" aria-labelledby="preview-title" aria-busy={isLoading}>
      <header class="panel-head">
        <div>
          <h2 id="preview-title">{t('feedPreview')}</h2>
          <p class="panel-lead">{t('feedPreviewLead')}</p>
        </div>
      </header>
      {error !== null && !isLoading ? (
        <Problem error={error} retry={source.reload} />
      ) : data === null ? (
        <Loading lines={6} />
      ) : (
        <div class={isLoading ? 'preview-shown preview-old' : 'preview-shown'} aria-live="polite">
          <p class="preview-count">
            <strong>
              {grouped(data.count, 0)}
              {data.is_more && '+'}
            </strong>{' '}
            <span class="soft">{t('feedPreviewCount', { from: stamp(data.from).slice(0, 10) })}</span>
          </p>
          {data.count === 0 ? (
            <EmptyNotice text={t('feedPreviewNothing')} />
          ) : (
            <>
              <Bars types={data.types} meaning={meaning} />
              <h3 class="part-title">{t('feedPreviewNewest')}</h3>
              <ul class="preview-newest">
                {data.newest.map(({ type, subject, time, data: own }, i) => (
                  <li key={`${subject} ${i}`}>
                    <details>
                      <summary>
                        <span>{meaning(type)}</span>
                        <time class="soft" dateTime={time}>
                          {stamp(time).slice(0, 16)}
                        </time>
                      </summary>
                      <pre tabIndex={0} role="group" aria-label={shortName(type)}>
                        {JSON.stringify(own, null, 2)}
                      </pre>
                    </details>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </section>
  );
}

function Bars({ types, meaning }: { types: Preview['types']; meaning: (type: string) => string }) {
  const most = Math.max(...types.map(({ count }) => count));
  const rest = types.slice(mostTypes);
  return (
    <ul class="preview-bars">
      {types.slice(0, mostTypes).map(({ type, count }) => (
        <li key={type}>
          <span>{meaning(type)}</span>
          <span class="preview-track" aria-hidden="true">
            <span style={{ width: `${(count / most) * 100}%` }} />
          </span>
          <span class="right">{grouped(count, 0)}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li class="soft">
          <span>{t('feedPreviewMore', { n: rest.length })}</span>
          <span />
          <span class="right">
            {grouped(
              rest.reduce((sum, { count }) => sum + count, 0),
              0,
            )}
          </span>
        </li>
      )}
    </ul>
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
