/** From the hire to a home: of those who accepted an offer and wanted a talent apartment, how many found one, month by month. */
import type { KpiAnswer } from '@park/contracts';
import { revision, today } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { PartBars } from '../charts/part-bars.tsx';
import { addDays, addMonths, firstOfMonth } from '../numbers/days.ts';
import { figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { monthName } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, t } from '../texts/language.store.ts';
import { reasonText } from '../texts/reasons.ts';
import { homesByMonth, type MonthOfHomes } from './funnel.ts';

const monthsShown = 12;

export function HomesPanel() {
  const from = addMonths(firstOfMonth(today.value), 1 - monthsShown);
  const path = `/kpis/hire_to_home?${new URLSearchParams({ from, to: addDays(today.value, 1), grain: 'month' })}`;
  const source = useResource<KpiAnswer>(`${path} ${revision.value}`, (signal) => get<KpiAnswer>(path, signal));
  return (
    <Panel
      class="homes"
      title={t('homes')}
      lead={t('homesLead')}
      source={source}
      actions={<FileButtons path={path} name="hire_to_home" />}
      lines={8}
      empty={({ denominator }) => (denominator ? null : t('noHomes'))}
    >
      {(answer) => {
        const months = homesByMonth(answer.series ?? []);
        return (
          <>
            <Share answer={answer} />
            <PartBars
              label={t('homes')}
              bars={months.map(({ month, wanted, found }) => ({ label: monthName(month, language.value), whole: wanted, part: found }))}
            />
            <ul class="legend homes-legend">
              <li>
                <span class="swatch part-bar-part" aria-hidden="true" />
                {t('homesFound')}
              </li>
              <li>
                <span class="swatch part-bar-whole" aria-hidden="true" />
                {t('homesWanted')}
              </li>
            </ul>
            <MonthsTable months={months} />
          </>
        );
      }}
    </Panel>
  );
}

function Share({ answer: { value, null_reason, numerator, denominator } }: { answer: KpiAnswer }) {
  return (
    <p class="homes-share">
      <a href="/figures/hire_to_home">
        {value === null ? t(reasonText(null_reason)) : figureLine(shortFigure(value, 'percent', language.value))}
      </a>
      <span class="soft">{t('homesOf', { n: grouped(numerator ?? 0, 0), of: grouped(denominator ?? 0, 0) })}</span>
    </p>
  );
}

function MonthsTable({ months }: { months: readonly MonthOfHomes[] }) {
  return (
    <details class="as-table">
      <summary>{t('homesAsTable')}</summary>
      <div class="scroll scroll-short" tabIndex={0} role="group" aria-label={t('homesAsTable')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col" class="right">
                {t('homesWanted')}
              </th>
              <th scope="col" class="right">
                {t('homesFound')}
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, wanted, found }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                <td class="right">{grouped(wanted, 0)}</td>
                <td class="right">{grouped(found, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
