/** Messages that could not be taken in, why, and what waits behind them. */
import type { DataQuality } from '@park/contracts';
import { get, post } from '../api/park-api.client.ts';
import { useResource, type Source } from '../api/resource.store.ts';
import { stamp } from '../numbers/moment-text.ts';
import { Confirmed } from '../shell/confirmed.tsx';
import { EmptyNotice, ErrorNotice } from '../shell/notices.tsx';
import { Panel } from '../shell/panel.tsx';
import { waitingOf } from './summary.ts';
import { shortType } from '../figure/facts.ts';
import { may } from '../sign-in/session.store.ts';
import { said, t } from '../texts/language.store.ts';

/** `GET /parked`, as far as it is shown. */
interface ParkedMessage {
  id: string;
  topic: string;
  key: string | null;
  type: string | null;
  state: 'parked' | 'behind';
  reason: string;
  parked_at: string;
}

export function ParkedPanel({ source }: { source: Source<DataQuality> }) {
  const mayManage = may('park:parked:manage');
  const waiting = waitingOf(source.state.value.data?.parked ?? []);
  const replay = async (): Promise<void> => {
    await post('/parked/replay');
    source.reload();
  };
  return (
    <Panel
      title={t('parkedEvents')}
      lead={t('parkedLead')}
      source={source}
      actions={mayManage && waiting > 0 && <Confirmed name={t('replayParked')} question={t('replayParkedQuestion')} act={replay} />}
    >
      {({ parked }) => (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={t('parkedEvents')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('consumer')}</th>
                  <th scope="col" class="right">
                    {t('parked')}
                  </th>
                  <th scope="col" class="right">
                    {t('behind')}
                  </th>
                  <th scope="col" class="right">
                    {t('oldest')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {parked.map(({ consumer, title, parked: own, behind, oldest_at }) => (
                  <tr key={consumer}>
                    <th scope="row">{said(title)}</th>
                    <td class={own === 0 ? 'right' : 'right warn'}>{own ?? t('silent')}</td>
                    <td class="right">{behind ?? '—'}</td>
                    <td class="right nowrap">{oldest_at ? stamp(oldest_at) : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {mayManage && waiting > 0 && <Messages count={waiting} />}
        </>
      )}
    </Panel>
  );
}

/** Those of reporting itself; another service's are looked at there. */
function Messages({ count }: { count: number }) {
  const source = useResource(`parked ${count}`, (signal) => get<{ items: ParkedMessage[] }>('/parked', signal));
  const { data, error } = source.state.value;
  if (error !== null) return <ErrorNotice error={error} retry={source.reload} />;
  if (!data) return null;
  if (data.items.length === 0) return <EmptyNotice text={t('parkedElsewhere')} />;
  return (
    <ul class="parked-list">
      {data.items.map(({ id, topic, key, type, state, reason, parked_at }) => (
        <li key={id}>
          <p>
            <strong>{type ? shortType(type) : t('unknownType')}</strong>{' '}
            <span class={state === 'parked' ? 'tag tag-warn' : 'tag'}>{t(state)}</span>
            <span class="soft nowrap"> {stamp(parked_at)}</span>
          </p>
          <p class="parked-reason">{reason}</p>
          <p class="soft">
            <code>{topic}</code> · <code>{key ?? '—'}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}
