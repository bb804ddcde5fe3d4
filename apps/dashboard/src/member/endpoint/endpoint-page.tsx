/** One endpoint: how it does, what can be done with it, and its delivery log. */
import { useSignal } from '@preact/signals';
import { get } from '../../api/park-api.client.ts';
import { useResource, type Source } from '../../api/resource.store.ts';
import { Icon } from '../../charts/icons.tsx';
import { countText, grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { ErrorNotice, Loading } from '../../shell/notices.tsx';
import { State } from '../../shell/state-mark.tsx';
import { Sum } from '../../shell/sum.tsx';
import { useTitle } from '../../shell/title.store.ts';
import { may } from '../../sign-in/session.store.ts';
import { t } from '../../texts/language.store.ts';
import type { Attempt, Endpoint, EndpointWithSecret, Positions } from '../api.ts';
import { ageOf, RailBar } from '../doors/door-row.tsx';
import { disabledReasons, endpointNotes, endpointStates } from '../doors/door-states.ts';
import { behindOf } from '../doors/rail.ts';
import { SecretDialog } from '../doors/secret-dialog.tsx';
import { AttemptAnswer } from './attempt-answer.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { RecoveryPanel } from './recovery-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';

const everyMs = 5_000;

export function EndpointPage({ id, feed }: { id: string; feed: Source<Positions> }) {
  const source = useResource<Endpoint>(id, (signal) => get<Endpoint>(`/endpoints/${encodeURIComponent(id)}`, signal), { everyMs });
  const { data: endpoint, error } = source.state.value;
  useTitle(endpoint?.name ?? t('feedEndpoint'));
  return (
    <main class="page endpoint-page" id="main">
      <nav class="crumbs" aria-label={t('feedWayBack')}>
        <a href="/">{t('feedDoors')}</a> / {endpoint?.code ?? '…'}
      </nav>
      {endpoint ? (
        <Shown endpoint={endpoint} source={source} feed={feed} />
      ) : error !== null ? (
        <ErrorNotice error={error} retry={source.reload} />
      ) : (
        <Loading lines={8} />
      )}
    </main>
  );
}

function Shown({ endpoint, source, feed }: { endpoint: Endpoint; source: Source<Endpoint>; feed: Source<Positions> }) {
  const tried = useSignal<Attempt | null>(null);
  const secret = useSignal<EndpointWithSecret | null>(null);
  /** Counts what was done here, so that the log is asked for anew. */
  const done = useSignal(0);
  const reload = (): void => {
    done.value++;
    source.reload();
    feed.reload();
  };
  const mayWrite = may('feeds:endpoint:write') && endpoint.state !== 'revoked';
  return (
    <>
      <header class="page-head">
        <div class="endpoint-title">
          <h1 class="page-title" tabIndex={-1}>
            {endpoint.name}
          </h1>
          <p class="soft endpoint-url">{endpoint.url}</p>
        </div>
        {mayWrite && (
          <EndpointActions
            endpoint={endpoint}
            newest={feed.state.value.data?.last ?? 0}
            reload={reload}
            tried={(attempt) => (tried.value = attempt)}
            rotated={(next) => (secret.value = next)}
          />
        )}
      </header>
      <StateLine endpoint={endpoint} />
      {tried.value && (
        <section class={`panel tried tried-${tried.value.outcome}`} aria-label={t('feedTestResult')} aria-live="polite">
          <div class="tried-head">
            <h2>{t('feedTestResult')}</h2>
            <button type="button" class="tool tried-close" aria-label={t('close')} title={t('close')} onClick={() => (tried.value = null)}>
              <Icon name="close" />
            </button>
          </div>
          <AttemptAnswer attempt={tried.value} />
        </section>
      )}
      <Sums endpoint={endpoint} positions={feed.state.value.data} />
      <div class="endpoint-grid">
        <DeliveryLog endpoint={endpoint} revision={done.value} mayWrite={mayWrite} reload={reload} />
        <div class="endpoint-side">
          <SettingsPanel endpoint={endpoint} mayWrite={mayWrite} reload={reload} />
          {mayWrite && <RecoveryPanel endpoint={endpoint} newest={feed.state.value.data?.last ?? 0} reload={reload} />}
        </div>
      </div>
      {secret.value && <SecretDialog endpoint={secret.value} close={() => (secret.value = null)} />}
    </>
  );
}

function StateLine({ endpoint: { state, disabled_reason, reason, failures, failing_since } }: { endpoint: Endpoint }) {
  const isIll = state === 'degraded' || state === 'disabled' || failing_since !== null;
  return (
    <p class={`state-line ${isIll ? 'state-line-ill' : ''}`} role="status">
      <State of={endpointStates[state]} />
      <span>
        {state === 'disabled' && disabled_reason !== null ? t(disabledReasons[disabled_reason]) : t(endpointNotes[state])}
        {reason !== null && ` ${reason}`}
      </span>
      {failing_since !== null && (
        <strong class="warn">{t('feedFailingSince', { n: failures, at: stamp(failing_since), age: ageOf(failing_since) })}</strong>
      )}
    </p>
  );
}

function Sums({ endpoint, positions }: { endpoint: Endpoint; positions: Positions | null }) {
  const door = positions?.doors.find(({ endpoint_id }) => endpoint_id === endpoint.id);
  const behind = positions && door ? behindOf(positions, door) : null;
  const last = endpoint.last_acknowledged_at;
  return (
    <ul class="page-sums">
      <Sum
        name={t('feedAcknowledged')}
        value={countText(door?.acknowledged)}
        note={t('feedOfNewest', { n: countText(positions?.last), behind: countText(behind) })}
      >
        {positions && door && <RailBar door={door} positions={positions} />}
      </Sum>
      <Sum
        name={t('feedRetried')}
        value={countText(door?.waiting)}
        note={door?.waiting === 0 ? t('feedNothingWaits') : t('feedRetriedNote')}
      />
      <Sum
        name={t('feedFailures')}
        value={grouped(endpoint.failures, 0)}
        note={endpoint.failing_since ? t('feedSince', { at: stamp(endpoint.failing_since) }) : t('feedNotFailing')}
      />
      <Sum name={t('feedLastAcknowledgement')} value={last ? ageOf(last) : '—'} note={last ? stamp(last) : t('feedNeverAcknowledged')} />
    </ul>
  );
}
