/** The deals that come of a season: how many stand at each stage, and each of them. */
import type { DealEntry, SeasonDeals } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { figureLine, shortFigure } from '../numbers/figure-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, t } from '../texts/language.store.ts';
import { pipelineOf } from './pipeline.ts';
import { State } from '../shell/state-mark.tsx';
import { dealStates, rounds } from './states.ts';

export function DealsPanel({ id, source }: { id: string; source: Source<SeasonDeals> }) {
  return (
    <Panel
      class="deals"
      title={t('deals')}
      lead={t('dealsLead')}
      source={source}
      actions={<FileButtons path={`/seasons/${id}/deals`} name="deals" />}
      lines={4}
      empty={({ items }) => (items.length === 0 ? t('noDeals') : null)}
    >
      {({ items }) => (
        <>
          <Pipeline deals={items} />
          <DealsTable deals={items} label={t('deals')} />
        </>
      )}
    </Panel>
  );
}

function money(amount_kcny: number): string {
  return figureLine(shortFigure(amount_kcny, 'kcny', language.value));
}

function Pipeline({ deals }: { deals: readonly DealEntry[] }) {
  const stages = pipelineOf(deals);
  const most = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <ol class="pipeline" aria-label={t('pipeline')}>
      {stages.map(({ state, count, amount_kcny }) => (
        <li key={state} class={`stage stage-${dealStates[state].mark}`}>
          <span class="stage-bar" aria-hidden="true">
            <span style={{ height: `${(count / most) * 100}%` }} />
          </span>
          <strong>{count}</strong>
          <State of={dealStates[state]} />
          {amount_kcny !== null && <span class="soft">{money(amount_kcny)}</span>}
        </li>
      ))}
    </ol>
  );
}

/** `isShort`: where there is no room for all columns; they stand in the season’s own table. */
export function DealsTable({ deals, label, isShort = false }: { deals: readonly DealEntry[]; label: string; isShort?: boolean }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('project')}</th>
            <th scope="col">{t('investor')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col" class="right">
              {t('amount')}
            </th>
            {!isShort && (
              <>
                <th scope="col" class="wide">
                  {t('round')}
                </th>
                <th scope="col" class="wide">
                  {t('since')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {deals.map(({ id, code, project_name, investor_name, state, amount_kcny, round, stage_since }) => (
            <tr key={id}>
              <th scope="row">{project_name ?? code}</th>
              <td>{investor_name ?? '—'}</td>
              <td class="nowrap">
                <State of={dealStates[state]} />
              </td>
              <td class="right nowrap">{amount_kcny === null ? '—' : money(amount_kcny)}</td>
              {!isShort && (
                <>
                  <td class="nowrap wide">{round === null ? '—' : t(rounds[round])}</td>
                  <td class="nowrap wide">{stage_since}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
