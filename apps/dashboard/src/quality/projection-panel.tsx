/** The ledger that is read, and how earlier rebuilds went. */
import { post, get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { stamp } from '../numbers/moment-text.ts';
import { Confirmed } from '../shell/confirmed.tsx';
import { Panel } from '../shell/panel.tsx';
import { may } from '../sign-in/session.store.ts';
import { t } from '../texts/language.store.ts';

/** `GET /projection`, as far as it is shown. */
interface Projection {
  version: number;
  state: 'building' | 'live' | 'retired';
  position: number;
  rebuilt: { events: number; facts: number; equal: boolean | null; ms: number } | null;
  started_at: string;
}

const states = { building: 'projectionBuilding', live: 'projectionLive', retired: 'projectionRetired' } as const;
const shown = 5;
const everyMs = 5_000;

export function ProjectionPanel({ version }: { version: number }) {
  const source = useResource(`projection ${version}`, (signal) => get<{ items: Projection[] }>('/projection', signal), { everyMs });
  const rebuild = async (): Promise<void> => {
    await post('/projection/rebuild');
    source.reload();
  };
  return (
    <Panel
      title={t('projection')}
      lead={t('projectionLead')}
      source={source}
      actions={may('reporting:projection:manage') && <Confirmed name={t('rebuild')} question={t('rebuildQuestion')} act={rebuild} />}
      empty={({ items }) => (items.length === 0 ? t('reasonNothingKnown') : null)}
    >
      {({ items }) => (
        <div class="scroll" tabIndex={0} role="region" aria-label={t('projection')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('version')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" class="wide">
                  {t('startedAt')}
                </th>
                <th scope="col">{t('rebuildFound')}</th>
              </tr>
            </thead>
            <tbody>
              {items.slice(0, shown).map(({ version: own, state, started_at, rebuilt, position }) => (
                <tr key={own}>
                  <th scope="row">{own}</th>
                  <td class="nowrap">
                    <span class={state === 'live' ? 'tag tag-live' : 'tag'}>{t(states[state])}</span>
                  </td>
                  <td class="soft nowrap wide">{stamp(started_at)}</td>
                  <td class="told">
                    {rebuilt
                      ? `${t('rebuiltFrom', { events: grouped(rebuilt.events), facts: grouped(rebuilt.facts), s: grouped(rebuilt.ms / 1_000, 1) })} · ${t(rebuilt.equal === null ? 'rebuiltNew' : rebuilt.equal ? 'rebuiltEqual' : 'rebuiltDiffers')}`
                      : state === 'building'
                        ? t('rebuiltUpTo', { n: grouped(position) })
                        : '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
