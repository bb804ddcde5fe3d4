/** The ledger that is read, and how earlier rebuilds went. */
import { post, get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { stamp } from '../numbers/moment-text.ts';
import { Confirmed } from '../shell/confirmed.tsx';
import { Panel } from '../shell/panel.tsx';
import { may } from '../sign-in/session.store.ts';
import type { Bilingual } from '@park/contracts';
import { said, t } from '../texts/language.store.ts';

/** `GET /projection`, as far as it is shown. */
interface Projection {
  id: number;
  kind: string;
  title: Bilingual | null;
  version: number;
  state: 'deriving' | 'live' | 'retired' | 'dropped';
  position: number;
  figures: string[];
  report: { events: number; facts: number; equal: boolean | null; ms: number } | null;
  started_at: string;
}

const states = { deriving: 'projectionDeriving', live: 'projectionLive' } as const;
const everyMs = 5_000;

/** By kind, what is being derived beside what is read. */
function present({ items }: { items: Projection[] }): (Projection & { state: keyof typeof states })[] {
  const read = items.filter((one): one is Projection & { state: keyof typeof states } => one.state === 'deriving' || one.state === 'live');
  return read.sort((a, b) => (a.kind === b.kind ? b.id - a.id : a.kind < b.kind ? -1 : 1));
}

export function ProjectionPanel({ deriving }: { deriving: number }) {
  const source = useResource(`projection ${deriving}`, (signal) => get<{ items: Projection[] }>('/projection', signal), { everyMs });
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
      {(projections) => (
        <div class="scroll" tabIndex={0} role="group" aria-label={t('projection')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('projectionKind')}</th>
                <th scope="col">{t('version')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" class="wide">
                  {t('startedAt')}
                </th>
                <th scope="col">{t('rebuildFound')}</th>
              </tr>
            </thead>
            <tbody>
              {present(projections).map(({ id, kind, title, version, state, figures, started_at, report, position }) => (
                <tr key={id}>
                  <th scope="row" title={[kind, ...figures].join(', ')}>
                    {title ? said(title) : kind}
                  </th>
                  <td>{version}</td>
                  <td class="nowrap">
                    <span class={state === 'live' ? 'tag tag-live' : 'tag'}>{t(states[state])}</span>
                  </td>
                  <td class="soft nowrap wide">{stamp(started_at)}</td>
                  <td class="told">
                    {report
                      ? `${t('rebuiltFrom', { events: grouped(report.events), facts: grouped(report.facts), s: grouped(report.ms / 1_000, 1) })} · ${t(report.equal === null ? 'rebuiltNew' : report.equal ? 'rebuiltEqual' : 'rebuiltDiffers')}`
                      : state === 'deriving'
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
