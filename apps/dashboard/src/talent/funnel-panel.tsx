/** The funnel from the application to 90 days of work: how many came how far, and in how many days. */
import type { FairSummary, FunnelStage, TalentFunnel } from '@park/contracts';
import { address, go } from '../address/address.store.ts';
import { searchWith } from '../address/search.ts';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { addDays, addMonths } from '../numbers/days.ts';
import { countText, grouped, percentText } from '../numbers/figure-text.ts';
import { dayRange } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, said, t } from '../texts/language.store.ts';
import { drawn, type DrawnStage } from './funnel.ts';
import { stageNames } from './states.ts';

/** Applications that a fair brings are made within so many months of it. */
const fairMonths = 6;

export function FunnelPanel({ fair }: { fair: FairSummary | null }) {
  const asked = new URLSearchParams(address.value.search);
  const isOfFair = asked.get('of') === 'fair' && fair !== null;
  const industry = asked.get('industry');
  const path = `/talent/funnel?${queryOf(isOfFair ? fair : null, industry)}`;
  const source = useResource<TalentFunnel>(`${path} ${revision.value}`, (signal) => get<TalentFunnel>(path, signal));
  const { data } = source.state.value;
  const ask = (name: string, value: string | null): void =>
    go(address.value.path + searchWith(address.value.search, { [name]: value }), { replace: true });
  const actions = (
    <>
      {fair && (
        <div class="segments" role="group" aria-label={t('applicationsOf')}>
          <button type="button" aria-pressed={!isOfFair} onClick={() => ask('of', null)}>
            {t('ofYear')}
          </button>
          <button type="button" aria-pressed={isOfFair} onClick={() => ask('of', 'fair')}>
            {t('ofThisFair')}
          </button>
        </div>
      )}
      <select
        class="funnel-industry"
        aria-label={t('industry')}
        value={industry ?? ''}
        onChange={({ currentTarget: { value } }) => ask('industry', value || null)}
      >
        <option value="">{t('allIndustries')}</option>
        {data?.industries.map(({ industry: key, name }) => (
          <option key={key} value={key}>
            {said(name)}
          </option>
        ))}
      </select>
      <FileButtons path={path} name="funnel" />
    </>
  );
  return (
    <Panel
      class="funnel-panel"
      title={t('funnel')}
      lead={
        isOfFair
          ? t('funnelLeadFair')
          : data
            ? t('funnelLead', { days: dayRange(data.from, addDays(data.to, -1), language.value) })
            : '\u00a0'
      }
      source={source}
      actions={actions}
      lines={8}
      empty={({ stages }) => (stages[0]?.count ? null : t('noApplications'))}
    >
      {({ stages }) => (
        <>
          <ol class="funnel" aria-label={t('funnel')}>
            {drawn(stages).map((one) => (
              <Stage key={one.stage.stage} of={one} />
            ))}
          </ol>
          <p class="soft funnel-note">{t('funnelNote')}</p>
          <FunnelTable stages={stages} />
        </>
      )}
    </Panel>
  );
}

function queryOf(fair: FairSummary | null, industry: string | null): URLSearchParams {
  const query = new URLSearchParams();
  if (fair) query.set('fair', fair.id);
  if (fair?.fair_on) {
    query.set('from', addMonths(fair.fair_on, -fairMonths));
    query.set('to', addMonths(fair.fair_on, fairMonths));
  }
  if (industry) query.set('industry', industry);
  return query;
}

function Stage({ of: { stage, height, next } }: { of: DrawnStage }) {
  const { count, share, median_days, p90_days } = stage;
  const flow = next === null ? undefined : `polygon(0 ${100 - height}%, 100% ${100 - next}%, 100% 100%, 0 100%)`;
  return (
    <li class={`funnel-stage funnel-${stage.stage}`}>
      <span class="funnel-track" style={{ '--height': `${height}%` }} aria-hidden="true">
        <span class="funnel-bar" />
        {flow && <span class="funnel-flow" style={{ clipPath: flow }} />}
      </span>
      <span class="funnel-text">
        <span class="funnel-name">{t(stageNames[stage.stage])}</span>
        <strong>{grouped(count, 0)}</strong>
        <span class="funnel-share">{share !== null && t('ofStageBefore', { share: percentText(share) })}</span>
        <span class="soft funnel-days">
          {stage.stage !== 'submitted' && median_days !== null && (
            <>
              <span>{t('medianDays', { n: grouped(median_days, 1) })}</span> <span>{t('p90Days', { n: grouped(p90_days!, 0) })}</span>
            </>
          )}
        </span>
      </span>
    </li>
  );
}

function FunnelTable({ stages }: { stages: readonly FunnelStage[] }) {
  const days = (value: number | null): string => (value === null ? '—' : grouped(value, 1));
  return (
    <details class="as-table">
      <summary>{t('funnelAsTable')}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('funnelAsTable')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('stage')}</th>
              {(['applicationsHere', 'outOf', 'share', 'median', 'p90'] as const).map((key) => (
                <th key={key} scope="col" class={key === 'outOf' ? 'right wide' : 'right'}>
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stages.map(({ stage, count, of, share, median_days, p90_days }) => (
              <tr key={stage}>
                <th scope="row">{t(stageNames[stage])}</th>
                <td class="right">{grouped(count, 0)}</td>
                <td class="right wide">{countText(of)}</td>
                <td class="right">{percentText(share)}</td>
                <td class="right">{days(median_days)}</td>
                <td class="right">{days(p90_days)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
