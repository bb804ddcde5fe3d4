/** All figures that the park knows, each with its value of today and what it means. */
import type { KpiAnswer, KpiDefinition } from '@park/contracts';
import { revision } from '../api/live-board.store.ts';
import { get, post } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { shortFigure } from '../numbers/figure-text.ts';
import { Panel } from '../shell/panel.tsx';
import { useTitle } from '../shell/title.store.ts';
import { language, said, t } from '../texts/language.store.ts';
import { reasonText } from '../texts/reasons.ts';

/** One `POST /kpis/query` takes no more. */
const mostQueries = 50;

interface Known {
  definition: KpiDefinition;
  answer: KpiAnswer;
}

export function FiguresPage() {
  useTitle(t('figures'));
  const source = useResource<Known[]>(`figures ${revision.value}`, async (signal) => {
    const { items: definitions } = await get<{ items: KpiDefinition[] }>('/kpis', signal);
    const batches = Array.from({ length: Math.ceil(definitions.length / mostQueries) }, (_, i) =>
      definitions.slice(i * mostQueries, (i + 1) * mostQueries),
    );
    const known = await Promise.all(
      batches.map(async (batch) => {
        const queries = batch.map(({ code }) => ({ code }));
        const { items } = await post<{ items: KpiAnswer[] }>('/kpis/query', { queries }, signal);
        return batch.map((definition, i) => ({ definition, answer: items[i]! }));
      }),
    );
    return known.flat();
  });
  return (
    <main class="page" id="main">
      <h1 class="page-title" tabIndex={-1}>
        {t('figures')}
      </h1>
      <Panel title={t('allFigures')} lead={t('allFiguresLead')} source={source} lines={12}>
        {(known) => (
          <ul class="figure-list">
            {known.map(({ definition, answer }) => (
              <Entry key={definition.code} definition={definition} answer={answer} />
            ))}
          </ul>
        )}
      </Panel>
    </main>
  );
}

function Entry({ definition, answer: { value, unit, null_reason } }: Known) {
  const shown = value === null ? null : shortFigure(value, unit, language.value);
  return (
    <li>
      <a class="figure-entry" href={`/figures/${definition.code}`}>
        <span class="figure-entry-name">{said(definition.name)}</span>
        <span class="figure-entry-value">
          {shown ? (
            <>
              <span class="number">{shown.number}</span> <span class="unit">{shown.unit}</span>
            </>
          ) : (
            <span class="missing">— {t(reasonText(null_reason))}</span>
          )}
        </span>
        <span class="figure-entry-text">{said(definition.definition)}</span>
      </a>
    </li>
  );
}
