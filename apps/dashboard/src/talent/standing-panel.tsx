/** How employers stand with the park: those barred from fairs first. */
import type { EmployerStanding, EmployerStandingList } from '@park/contracts';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { State } from '../shell/state-mark.tsx';
import { said, t } from '../texts/language.store.ts';
import { standings } from './states.ts';

export function StandingPanel() {
  const source = useResource<EmployerStandingList>(`employers ${revision.value}`, (signal) =>
    get<EmployerStandingList>('/talent/employers', signal),
  );
  return (
    <Panel
      class="standing"
      title={t('standing')}
      lead={t('standingLead')}
      source={source}
      actions={<FileButtons path="/talent/employers" name="employers" />}
      lines={8}
      empty={({ items }) => (items.length === 0 ? t('noEmployers') : null)}
    >
      {({ items }) => (
        <div class="scroll standing-scroll" tabIndex={0} role="group" aria-label={t('standing')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('employer')}</th>
                <th scope="col">{t('standingState')}</th>
                <th scope="col" class="right">
                  {t('noShows')}
                </th>
                <th scope="col" class="right wide">
                  {t('boothsMissed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((employer) => (
                <Row key={employer.id} employer={employer} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Row({ employer }: { employer: EmployerStanding }) {
  const { name, industry, standing, no_shows, booths, booths_missed } = employer;
  return (
    <tr class={`standing-${standing}`}>
      <th scope="row">
        {name}
        <span class="soft standing-industry">{said(industry)}</span>
      </th>
      <td>
        <State of={standings[standing]} />
        <span class="soft standing-until">{untilOf(employer)}</span>
      </td>
      <td class="right">{no_shows === 0 ? '—' : grouped(no_shows, 0)}</td>
      <td class="right nowrap wide">
        {grouped(booths_missed, 0)} / {grouped(booths, 0)}
      </td>
    </tr>
  );
}

function untilOf({ standing, banned_until, sits_out_after }: EmployerStanding): string {
  if (standing === 'banned') return t('untilDay', { day: banned_until! });
  return standing === 'sits_out' ? t('afterDay', { day: sits_out_after! }) : '';
}
