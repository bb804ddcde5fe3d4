/** The parts of the figure: a bar for each value of a dimension, in a table that says the same in numbers. */
import type { Additivity, KpiAnswer, KpiDefinition, KpiGroup } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { EmptyNotice } from '../shell/notices.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, said, t } from '../texts/language.store.ts';
import { reasonText } from '../texts/reasons.ts';
import { byValue, shareOf } from './breakdown.ts';
import type { FigureAnswers } from './figure-page.tsx';
import { groupOf, headlineParams, type FigureQuery } from './figure-query.ts';

const lastColumnName = { additive: 'share', 'semi-additive': 'share', ratio: 'ratio', none: 'values' } as const;

interface Props {
  definition: KpiDefinition;
  query: FigureQuery;
  ask: (change: Partial<FigureQuery>) => void;
  source: Source<FigureAnswers>;
}

export function BreakdownPanel({ definition, query, ask, source }: Props) {
  const { code, dimensions } = definition;
  const chosen = groupOf(query, definition);
  const actions = (
    <>
      <div class="segments" role="group" aria-label={t('groupBy')}>
        {dimensions.map((one) => (
          <button key={one.code} type="button" aria-pressed={one.code === chosen} onClick={() => ask({ group_by: one.code })}>
            {said(one.name)}
          </button>
        ))}
      </div>
      {chosen && (
        <FileButtons path={`/kpis/${code}?${new URLSearchParams(headlineParams(query, definition))}`} name={`${code}-${chosen}`} />
      )}
    </>
  );
  return (
    <Panel
      title={t('breakdown')}
      source={source}
      actions={actions}
      lines={5}
      empty={({ headline }) => (chosen && headline.groups?.length === 0 ? t('noGroups') : null)}
    >
      {({ headline, groupedBy }) =>
        groupedBy && headline.groups ? (
          <Groups
            answer={headline}
            groups={byValue(headline.groups)}
            pick={(key) => ask({ filters: { ...query.filters, [groupedBy]: key } })}
            additivity={definition.additivity}
          />
        ) : (
          <EmptyNotice text={t('noGroups')} />
        )
      }
    </Panel>
  );
}

function Groups({
  answer,
  groups,
  pick,
  additivity,
}: {
  answer: KpiAnswer;
  groups: readonly KpiGroup[];
  pick: (key: string) => void;
  additivity: Additivity;
}) {
  const highest = Math.max(...groups.map(({ value }) => Math.abs(value ?? 0)), 0) || 1;
  const lastColumn = additivity === 'ratio' ? 'right wide' : 'right';
  /** A part of a median or a percentile is no share of the whole: the number of its values stands there. */
  const ofGroup = ({ value, numerator, denominator }: KpiGroup): string => {
    if (additivity === 'ratio') return `${grouped(numerator ?? 0)} ÷ ${grouped(denominator ?? 0)}`;
    return additivity === 'none' ? grouped(denominator ?? 0) : shareOf(value, answer.value);
  };
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('breakdown')}>
      <table class="breakdown">
        <thead>
          <tr>
            <th scope="col">{t('group')}</th>
            <th scope="col" class="breakdown-bars">
              <span class="visually-hidden">{t('bar')}</span>
            </th>
            <th scope="col" class="right">
              {t('value')}
            </th>
            <th scope="col" class={lastColumn}>
              {t(lastColumnName[additivity])}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const { key, label, value, null_reason } = group;
            return (
              <tr key={key}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => pick(key)} title={t('onlyThis')}>
                    {said(label)}
                  </button>
                </th>
                <td class="breakdown-bars">
                  <span class="bar" style={{ width: `${(Math.abs(value ?? 0) / highest) * 100}%` }} />
                </td>
                <td class="right">
                  {value === null ? (
                    <span class="missing">{t(reasonText(null_reason))}</span>
                  ) : (
                    figureLine(shortFigure(value, answer.unit, language.value))
                  )}
                </td>
                <td class={`${lastColumn} soft`}>{ofGroup(group)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
