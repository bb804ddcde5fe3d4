/** The facts that add up to the figure, each with the event that it comes from, page by page. */
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { KpiDefinition, KpiFact, KpiFacts } from '@park/contracts';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { Icon } from '../charts/icons.tsx';
import { exactFigure, grouped, signed } from '../numbers/figure-text.ts';
import { stamp } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { ErrorNotice } from '../shell/notices.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, said, t } from '../texts/language.store.ts';
import { factsParams, type FigureQuery } from './figure-query.ts';
import { sumOf, withBalance } from './facts.ts';

interface Props {
  definition: KpiDefinition;
  query: FigureQuery;
  ask: (change: Partial<FigureQuery>) => void;
}

const [firstPage, nextPage] = [50, 500];

export function FactsPanel({ definition, query, ask }: Props) {
  const { code, additivity } = definition;
  const params = new URLSearchParams(factsParams(query));
  const question = params.toString();
  const more = useSignal<{ items: KpiFact[]; next: string | null } | null>(null);
  // Later pages belong to the first one, which says up to when it counts; new facts wait until the question is asked anew.
  const asked = useSignal(revision.value);
  if (more.value === null) asked.value = revision.value;
  useEffect(() => void (more.value = null), [question]);
  const source = useResource(
    `${code}?${question}#${asked.value}`,
    (signal) => get<KpiFacts>(`/kpis/${code}/facts?${question}&limit=${firstPage}`, signal),
    { subject: code },
  );
  const actions = (
    <>
      {additivity === 'ratio' && (
        <div class="segments" role="group" aria-label={t('side')}>
          <button type="button" aria-pressed={!query.side} onClick={() => ask({ side: undefined })}>
            {t('numerator')}
          </button>
          <button type="button" aria-pressed={query.side === 'denominator'} onClick={() => ask({ side: 'denominator' })}>
            {t('denominator')}
          </button>
        </div>
      )}
      <FileButtons path={`/kpis/${code}/facts?${question}`} name={`${code}-facts`} />
    </>
  );
  return (
    <Panel
      class="facts"
      title={t('facts')}
      lead={t(additivity === 'none' ? 'factsOfValuesLead' : 'factsLead')}
      source={source}
      actions={actions}
      lines={8}
      empty={({ count }) => (count === 0 ? t('noFacts') : null)}
    >
      {(first) => {
        const items = [...first.items, ...(more.value?.items ?? [])];
        const next = more.value ? more.value.next : first.next;
        const load = async (): Promise<void> => {
          const page = await get<KpiFacts>(`/kpis/${code}/facts?${question}&limit=${nextPage}&cursor=${encodeURIComponent(next!)}`);
          more.value = { items: [...(more.value?.items ?? []), ...page.items], next: page.next };
        };
        return (
          <>
            <FactsTable definition={definition} items={items} total={first.total} />
            <FactsFoot listed={items.length} count={first.count} sum={sumOf(items)} total={first.total} load={next ? load : null} />
          </>
        );
      }}
    </Panel>
  );
}

function FactsTable({ definition, items, total }: { definition: KpiDefinition; items: readonly KpiFact[]; total: number }) {
  // Others are counted one by one, or are ratios, whose facts are those of their two sides.
  const isMeasured = definition.unit === 'kcny' || definition.unit === 'm2';
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('facts')}>
      <table class="facts-table">
        <thead>
          <tr>
            <th scope="col" class="wide">
              {t('recordedAt')}
            </th>
            <th scope="col">{t('effectiveOn')}</th>
            <th scope="col" class="right">
              {t('delta')} {isMeasured && <span class="nowrap">{exactFigure(0, definition.unit, language.value).unit}</span>}
            </th>
            <th scope="col" class="right wide">
              {t('after')}
            </th>
            <th scope="col">{t('event')}</th>
            <th scope="col">{t('subject')}</th>
            <th scope="col" class="wide">
              {t('eventId')}
            </th>
            <th scope="col" class="wide">
              {t('dimensions')}
            </th>
          </tr>
        </thead>
        <tbody>
          {withBalance(items, total).map(({ fact: { recorded_at, effective_on, delta, event, dimensions }, after }, i) => (
            <tr key={`${event.id} ${i}`}>
              <td class="soft nowrap wide">{stamp(recorded_at)}</td>
              <td class="nowrap">{effective_on}</td>
              <td class={delta < 0 ? 'right delta delta-minus' : 'right delta'}>{signed(delta)}</td>
              <td class="right soft wide">{grouped(after)}</td>
              <td class="nowrap" title={event.type}>
                {said(event.title)}
              </td>
              <td class="nowrap">
                <code title={event.subject}>{event.code ?? '—'}</code>
              </td>
              <td class="wide">
                <code class="id" title={event.id}>
                  {event.id}
                </code>
              </td>
              <td class="soft dims wide">{dimensionWords(definition, dimensions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function dimensionWords({ dimensions }: KpiDefinition, values: Record<string, string>): string {
  return Object.entries(values)
    .map(([code, value]) => {
      const words = dimensions.find((one) => one.code === code)?.values?.[value];
      return words ? said(words) : value;
    })
    .filter((text) => !isId(text))
    .join(' · ');
}

/** A building goes by its id in the facts, which says nothing to a reader. */
const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

function FactsFoot({
  listed,
  count,
  sum,
  total,
  load,
}: {
  listed: number;
  count: number;
  sum: number;
  total: number;
  load: (() => Promise<void>) | null;
}) {
  const error = useSignal<unknown>(null);
  const isLoading = useSignal(false);
  const go = async (): Promise<void> => {
    isLoading.value = true;
    error.value = null;
    await load!().catch((problem: unknown) => (error.value = problem));
    isLoading.value = false;
  };
  const isWhole = load === null;
  return (
    <div class="facts-foot">
      <p class={isWhole ? (sum === total ? 'facts-sum-right' : 'warn') : undefined} data-sum={sum} data-total={total}>
        {isWhole && sum === total && <Icon name="check" />}
        {isWhole
          ? t(sum === total ? 'factsAddUp' : 'factsDiffer', { n: grouped(count), sum: grouped(sum), total: grouped(total) })
          : t('factsSoFar', { n: grouped(listed), of: grouped(count), sum: signed(sum), total: grouped(total) })}
      </p>
      {load && (
        <button type="button" class="button" disabled={isLoading.value} onClick={() => void go()}>
          {t('moreFacts')}
        </button>
      )}
      {error.value !== null && <ErrorNotice error={error.value} retry={() => void go()} />}
    </div>
  );
}
