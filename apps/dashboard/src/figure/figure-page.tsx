/** A figure's page: what it is, how it came about, what it is made of, and the facts that add up to it. */
import type { KpiAnswer, KpiDefinition } from '@park/contracts';
import { address, go } from '../address/address.store.ts';
import { revision, today } from '../api/live-board.store.ts';
import { get, post } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { ErrorNotice, Loading } from '../shell/notices.tsx';
import { useTitle } from '../shell/title.store.ts';
import { Nowhere } from '../shell/unknown-page.tsx';
import { said, t } from '../texts/language.store.ts';
import { BreakdownPanel } from './breakdown-panel.tsx';
import { DefinitionPanel } from './definition-panel.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { FigureHead } from './figure-head.tsx';
import { groupOf, headlineParams, readQuery, seriesParams, writeQuery, yearBeforeParams, type FigureQuery } from './figure-query.ts';
import { HistoryPanel } from './history-panel.tsx';
import { QuestionBar } from './question-bar.tsx';

export interface FigureAnswers {
  headline: KpiAnswer;
  /** Code of the dimension that the groups of `headline` are values of. While another one is asked for, these are still shown. */
  groupedBy: string | null;
  series: KpiAnswer;
  yearBefore: KpiAnswer | null;
}

export function FigurePage({ code }: { code: string }) {
  const definitions = useResource('definitions', (signal) => get<{ items: KpiDefinition[] }>('/kpis', signal));
  const { data, error } = definitions.state.value;
  const definition = data?.items.find((one) => one.code === code);
  useTitle(definition ? said(definition.name) : t('figures'));
  return (
    <main class="page figure-page" id="main">
      {definition ? (
        <Figure key={code} definition={definition} />
      ) : data ? (
        <Nowhere title={t('unknownFigure')} lead={t('unknownFigureLead', { code })} href="/figures" way={t('allFigures')} />
      ) : error !== null ? (
        <ErrorNotice error={error} retry={definitions.reload} />
      ) : (
        <Loading lines={6} />
      )}
    </main>
  );
}

function Figure({ definition }: { definition: KpiDefinition }) {
  const { code } = definition;
  // A figure that is not read from the ledger has no history and no facts.
  const isInLedger = definition.sourceEvents.length > 0;
  const day = today.value;
  const query = readQuery(address.value.search, definition);
  const ask = (change: Partial<FigureQuery>): void => go(`/figures/${code}${writeQuery({ ...query, ...change })}`);
  const groupedBy = groupOf(query, definition) ?? null;
  const questions = [
    headlineParams(query, definition),
    seriesParams(query, definition, day),
    isInLedger ? yearBeforeParams(query, day) : null,
  ].flatMap((one) => (one ? [{ code, ...one }] : []));
  const answers = useResource<FigureAnswers>(JSON.stringify([questions, revision.value]), async (signal) => {
    const { items } = await post<{ items: KpiAnswer[] }>('/kpis/query', { queries: questions }, signal);
    return { headline: items[0]!, groupedBy, series: items[1]!, yearBefore: items[2] ?? null };
  });
  return (
    <>
      <FigureHead definition={definition} source={answers} />
      {isInLedger && <QuestionBar definition={definition} query={query} ask={ask} today={day} />}
      <div class={isInLedger ? 'figure-grid' : undefined}>
        <div class="figure-main">
          {isInLedger && <HistoryPanel definition={definition} query={query} ask={ask} source={answers} today={day} />}
          {definition.dimensions.length > 0 && <BreakdownPanel definition={definition} query={query} ask={ask} source={answers} />}
        </div>
        <DefinitionPanel definition={definition} />
      </div>
      {isInLedger && <FactsPanel definition={definition} query={query} ask={ask} />}
    </>
  );
}
