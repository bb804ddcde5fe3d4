/** How the figure came to where it is. */
import type { KpiDefinition } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { HistoryChart } from '../charts/history-chart.tsx';
import { figureLine, grouped, shortFigure, tickFigure } from '../numbers/figure-text.ts';
import { spanLabel } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, said, t } from '../texts/language.store.ts';
import type { TextKey } from '../texts/zh.ts';
import type { FigureAnswers } from './figure-page.tsx';
import { grainOf, grains, seriesParams, type FigureQuery } from './figure-query.ts';

interface Props {
  definition: KpiDefinition;
  query: FigureQuery;
  ask: (change: Partial<FigureQuery>) => void;
  source: Source<FigureAnswers>;
  today: string;
}

const grainNames = { day: 'grainDay', week: 'grainWeek', month: 'grainMonth', quarter: 'grainQuarter', year: 'grainYear' } as const;

function pointMeaning({ additivity, over }: KpiDefinition): TextKey {
  if (additivity === 'ratio') return 'pointIsRatio';
  if (additivity === 'none') return 'barIsValue';
  return over === 'period' ? 'barIsSum' : 'pointIsEnd';
}

export function HistoryPanel({ definition, query, ask, source, today }: Props) {
  const grain = grainOf(query, definition);
  const params = new URLSearchParams(seriesParams(query, definition, today));
  const actions = (
    <>
      <div class="segments" role="group" aria-label={t('grain')}>
        {grains.map((one) => (
          <button key={one} type="button" aria-pressed={one === grain} onClick={() => ask({ grain: one })}>
            {t(grainNames[one])}
          </button>
        ))}
      </div>
      <FileButtons path={`/kpis/${definition.code}?${params}`} name={`${definition.code}-${grain}`} />
    </>
  );
  return (
    <Panel
      title={t('history')}
      lead={t(pointMeaning(definition))}
      source={source}
      actions={actions}
      lines={8}
      empty={({ series }) => ((series.series ?? []).every(({ value }) => value === null) ? t('noHistory') : null)}
    >
      {({ series: { series = [], unit } }) => {
        const points = series.map((point) => ({ label: spanLabel(point.from, grain), from: point.from, to: point.to, value: point.value }));
        const write = (value: number): string => figureLine(shortFigure(value, unit, language.value));
        return (
          <>
            <HistoryChart
              points={points}
              kind={definition.over === 'period' ? 'bars' : 'line'}
              write={write}
              writeTick={(value) => figureLine(tickFigure(value, unit, language.value))}
              label={said(definition.name)}
            />
            <details class="as-table">
              <summary>{t('asTable')}</summary>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('period')}</th>
                    <th scope="col" class="right">
                      {said(definition.name)}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {points.map(({ from, label, value }) => (
                    <tr key={from}>
                      <td>{label}</td>
                      <td class="right">{value === null ? '—' : grouped(value, 4)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          </>
        );
      }}
    </Panel>
  );
}
