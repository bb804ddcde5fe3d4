/** The programme in rows and columns. */
import type { GatheringSummary } from '@park/contracts';
import { grouped, percentText } from '../numbers/figure-text.ts';
import { said, t } from '../texts/language.store.ts';
import { gatheringStates, gatheringTypes } from './states.ts';
import { timesOf } from './timetable.tsx';

export function ProgrammeTable({ gatherings }: { gatherings: readonly GatheringSummary[] }) {
  const name = t('gatheringsAsTable', { n: gatherings.length });
  return (
    <details class="as-table">
      <summary>{name}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={name}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('gathering')}</th>
              <th scope="col">{t('day')}</th>
              <th scope="col">{t('time')}</th>
              <th scope="col">{t('kind')}</th>
              <th scope="col">{t('state')}</th>
              {(['capacity', 'confirmedPlaces', 'waitingList', 'placesCame', 'fillRate', 'showRate'] as const).map((key) => (
                <th key={key} scope="col" class="right">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {gatherings.map((one) => (
              <tr key={one.id}>
                <th scope="row">{said(one.name)}</th>
                <td class="nowrap">{one.on ?? '—'}</td>
                <td class="nowrap">{one.on === null ? '—' : timesOf(one)}</td>
                <td class="nowrap">{t(gatheringTypes[one.type])}</td>
                <td class="nowrap">{t(gatheringStates[one.state].text)}</td>
                <td class="right">{grouped(one.capacity, 0)}</td>
                <td class="right">{grouped(one.confirmed, 0)}</td>
                <td class="right">{grouped(one.waiting, 0)}</td>
                <td class="right">{grouped(one.attended, 0)}</td>
                <td class="right">{percentText(one.fill_rate)}</td>
                <td class="right">{percentText(one.show_rate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
