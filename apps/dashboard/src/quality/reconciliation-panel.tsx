/** The figures of reporting beside a recount of the services' own records. */
import type { DataQuality, ReconciliationCheck } from '@park/contracts';
import { post } from '../api/park-api.client.ts';
import type { Source } from '../api/resource.store.ts';
import { Confirmed } from '../shell/confirmed.tsx';
import { exactFigure, figureLine, signed } from '../numbers/figure-text.ts';
import { stamp } from '../numbers/moment-text.ts';
import { Panel } from '../shell/panel.tsx';
import { may } from '../sign-in/session.store.ts';
import { language, said, t } from '../texts/language.store.ts';

const states = { agrees: 'agrees', break: 'differs', unreachable: 'unreachable' } as const;

export function ReconciliationPanel({ source }: { source: Source<DataQuality> }) {
  const run = async (): Promise<void> => {
    await post('/reconciliation/run');
    source.reload();
  };
  const ranAt = source.state.value.data?.reconciliation.ran_at ?? null;
  return (
    <Panel
      title={t('reconciliation')}
      lead={ranAt ? t('ranAt', { at: stamp(ranAt) }) : t('reconciliationLead')}
      source={source}
      actions={
        may('reporting:projection:manage') && (
          <Confirmed name={t('runReconciliation')} question={t('runReconciliationQuestion')} act={run} />
        )
      }
      empty={({ reconciliation }) => (reconciliation.checks.length === 0 ? t('notYetRun') : null)}
    >
      {({ reconciliation: { checks } }) => (
        <div class="scroll" tabIndex={0} role="group" aria-label={t('reconciliation')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('figure')}</th>
                <th scope="col" class="right">
                  {t('reported')}
                </th>
                <th scope="col" class="right wide">
                  {t('recomputed')}
                </th>
                <th scope="col" class="right">
                  {t('difference')}
                </th>
                <th scope="col">{t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <Check key={check.code} check={check} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Check({ check: { code, is_figure, name, unit, reported, recomputed, difference, state } }: { check: ReconciliationCheck }) {
  const write = (value: number | null): string => (value === null ? '—' : figureLine(exactFigure(value, unit, language.value)));
  return (
    <tr>
      <th scope="row">{is_figure ? <a href={`/figures/${code}`}>{said(name)}</a> : said(name)}</th>
      <td class="right nowrap">{write(reported)}</td>
      <td class="right nowrap wide">{write(recomputed)}</td>
      <td class="right">{difference === null ? '—' : difference === 0 ? '0' : signed(difference)}</td>
      <td class="nowrap">
        <span class={state === 'agrees' ? 'lamp lamp-well' : 'lamp lamp-ill'} aria-hidden="true" /> {t(states[state])}
      </td>
    </tr>
  );
}
