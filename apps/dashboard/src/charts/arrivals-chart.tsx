/** How many came in each ten minutes of a gathering's day; it grows while the gathering goes on. */
import type { ArrivalDay, GatheringAnswer } from '@park/contracts';
import { useSignal } from '@preact/signals';
import { HistoryChart } from './history-chart.tsx';
import { figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { hourAt, shortDay } from '../numbers/moment-text.ts';
import { now } from '../shell/now.store.ts';
import { language, t } from '../texts/language.store.ts';
import { binsAnHour, binsOf, peakOf, type Bin } from './arrivals.ts';

export function Arrivals({ answer: { as_of, gathering, days } }: { answer: GatheringAnswer }) {
  const chosen = useSignal<string | null>(null);
  const day = days.find((one) => one.day === chosen.value) ?? days.at(-1);
  if (!day) return <p class="notice notice-empty">{t('noArrivals')}</p>;
  const isToday = day.day === as_of;
  // A day on which it does not begin or end is shown from the first to the last who came.
  const hours = { from: hourAt(new Date(gathering.starts_at)), to: hourAt(new Date(gathering.ends_at)) || 24 };
  const own = days.length === 1 ? hours : { from: 24, to: 0 };
  const bins = binsOf(day, own, isToday ? hourAt(new Date(now.peek())) : null);
  return (
    <>
      <header class="part-head">
        <div>
          <h3 class="part-title">{t('arrivals')}</h3>
          <p class="panel-lead">{t('arrivalsLead')}</p>
        </div>
        {days.length > 1 && (
          <div class="segments no-print" role="group" aria-label={t('day')}>
            {days.map((one) => (
              <button key={one.day} type="button" aria-pressed={one.day === day.day} onClick={() => (chosen.value = one.day)}>
                {one.day.slice(5)}
              </button>
            ))}
          </div>
        )}
      </header>
      <Sums day={day} bins={bins} isToday={isToday} />
      <HistoryChart
        points={bins.map(({ from, to, arrivals }) => ({ label: from, from, to, value: arrivals }))}
        kind="bars"
        write={visits}
        writeTick={(value) => grouped(value, 0)}
        label={`${t('arrivals')} ${shortDay(day.day, language.value)}`}
        height={210}
        labelStep={binsAnHour}
      />
      <BinsTable bins={bins} />
    </>
  );
}

function visits(value: number): string {
  return figureLine(shortFigure(value, 'visits', language.value));
}

function Sums({ day, bins, isToday }: { day: ArrivalDay; bins: readonly Bin[]; isToday: boolean }) {
  const peak = peakOf(bins);
  const newest = bins.findLast(({ arrivals }) => arrivals !== null);
  return (
    <dl class="arrival-sums">
      <div>
        <dt>{t('arrivalsOn')}</dt>
        <dd>{visits(day.arrivals)}</dd>
      </div>
      {peak && (
        <div>
          <dt>
            {t('peak')} {peak.from}
          </dt>
          <dd>{visits(peak.arrivals!)}</dd>
        </div>
      )}
      {isToday && newest && (
        <div>
          <dt>{t('lastTenMinutes')}</dt>
          <dd>{visits(newest.arrivals!)}</dd>
        </div>
      )}
    </dl>
  );
}

function BinsTable({ bins }: { bins: readonly Bin[] }) {
  const known = bins.filter((bin): bin is Bin & { arrivals: number } => bin.arrivals !== null && bin.arrivals > 0);
  return (
    <details class="as-table">
      <summary>{t('arrivalsAsTable')}</summary>
      <div class="scroll scroll-short" tabIndex={0} role="group" aria-label={t('arrivalsAsTable')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              <th scope="col" class="right">
                {t('placesCame')}
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ from, to, arrivals }) => (
              <tr key={from}>
                <th scope="row">
                  {from}–{to}
                </th>
                <td class="right">{grouped(arrivals, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
