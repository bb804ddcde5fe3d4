/** The first page: the newest position of the log, and how far each door has got. */
import { useSignal } from '@preact/signals';
import { get } from '../../api/park-api.client.ts';
import { useResource, type Source } from '../../api/resource.store.ts';
import { skylineOf } from '../../board/skyline-layout.ts';
import { SkylineDrawing } from '../../board/skyline.tsx';
import { Icon } from '../../charts/icons.tsx';
import { countText, grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { EmptyNotice, ErrorNotice } from '../../shell/notices.tsx';
import { Panel } from '../../shell/panel.tsx';
import { useTitle } from '../../shell/title.store.ts';
import { may, signIn } from '../../sign-in/session.store.ts';
import { t } from '../../texts/language.store.ts';
import type { Door, Endpoint, EndpointWithSecret, PageOf, Positions } from '../api.ts';
import { ageOf, DoorRow } from './door-row.tsx';
import { isServed } from './door-states.ts';
import { NewEndpoint } from './new-endpoint.tsx';
import { behindOf } from './rail.ts';
import { SecretDialog } from './secret-dialog.tsx';

const everyMs = 5_000;
const readers = ['pull', 'sse'] as const;

/** Houses against the sky, as on the page for signing in. */
const backdrop = skylineOf(
  Array.from({ length: 34 }, (_, i) => ({ id: String(i), floors: 1 + ((i * 5) % 4), occupancy_rate: 35 + ((i * 17) % 50) })),
);

export function DoorsPage({ feed }: { feed: Source<Positions> }) {
  useTitle(t('feedDoors'));
  const endpoints = useResource<PageOf<Endpoint>>('endpoints', (signal) => get('/endpoints?limit=100', signal), { everyMs });
  const isMaking = useSignal(false);
  const made = useSignal<EndpointWithSecret | null>(null);
  const mayWrite = may('feeds:endpoint:write');
  return (
    <main class="doors-page" id="main">
      <Hero feed={feed} endpoints={endpoints.state.value.data?.items ?? []} />
      <div class="page">
        <Panel
          class="doors"
          title={t('feedDoors')}
          lead={t('feedDoorsLead')}
          source={feed}
          lines={9}
          actions={
            mayWrite && (
              <button type="button" class="button button-primary" onClick={() => (isMaking.value = true)}>
                <Icon name="plus" />
                {t('feedNewEndpoint')}
              </button>
            )
          }
        >
          {(positions) => <Doors positions={positions} endpoints={endpoints} />}
        </Panel>
      </div>
      {isMaking.value && (
        <NewEndpoint
          close={() => (isMaking.value = false)}
          made={(endpoint) => {
            isMaking.value = false;
            made.value = endpoint;
            endpoints.reload();
            feed.reload();
          }}
        />
      )}
      {made.value && <SecretDialog endpoint={made.value} close={() => (made.value = null)} />}
    </main>
  );
}

function Hero({ feed, endpoints }: { feed: Source<Positions>; endpoints: readonly Endpoint[] }) {
  const { data, error } = feed.state.value;
  const name = signIn.value.state === 'in' ? signIn.value.name : '';
  const served = new Set(endpoints.filter(isServed).map(({ id }) => id));
  const used = (data?.doors ?? []).filter(({ endpoint_id, moved_at }) =>
    endpoint_id === null ? moved_at !== null : served.has(endpoint_id),
  );
  const behind = data && used.length > 0 ? Math.max(...used.map((door) => behindOf(data, door))) : null;
  const moved = used
    .flatMap(({ moved_at }) => moved_at ?? [])
    .sort()
    .at(-1);
  const waiting = data && data.doors.reduce((sum, door) => sum + door.waiting, 0);
  const tiles: [name: string, value: string, note: string][] = [
    [t('feedNewest'), countText(data?.last), data && data.last > 0 ? t('feedKeptFrom', { n: grouped(data.first, 0) }) : t('feedNoEntries')],
    [
      t('feedBehind'),
      countText(behind),
      behind === null ? t('feedNoDoorUsed') : t(behind === 0 ? 'feedAllAcknowledged' : 'feedBehindNote'),
    ],
    [t('feedRetried'), countText(waiting), waiting === 0 ? t('feedNothingWaits') : t('feedRetriedNote')],
    [t('feedMoved'), moved ? t('ago', { age: ageOf(moved) }) : '—', moved ? stamp(moved) : t('feedNeverMoved')],
  ];
  return (
    <section class="hero" aria-labelledby="feed-title" aria-busy={data === null && error === null}>
      <div class="hero-head">
        <div>
          <h1 id="feed-title" tabIndex={-1}>
            {t('feedTitle')}
          </h1>
          <p class="hero-day">{name}</p>
        </div>
        <span class={`live ${error === null ? 'live-live' : 'live-broken'}`} role="status">
          <span class="live-dot" aria-hidden="true" />
          {error === null ? t('live') : t('feedNotLive')}
        </span>
      </div>
      <div class="hero-tiles">
        {tiles.map(([name, value, note]) => (
          <div key={name} class="tile tile-headline">
            <span class="tile-name">{name}</span>
            <span class="tile-value number">{value}</span>
            <span class="tile-foot">{data === null ? '\u00a0' : note}</span>
          </div>
        ))}
      </div>
      <SkylineDrawing drawn={backdrop} />
    </section>
  );
}

function Doors({ positions, endpoints }: { positions: Positions; endpoints: Source<PageOf<Endpoint>> }) {
  const { data, error } = endpoints.state.value;
  const unused = (door: Door['door'], endpoint_id: string | null): Door => ({
    door,
    endpoint_id,
    sent: null,
    acknowledged: null,
    waiting: 0,
    moved_at: null,
  });
  const doorOf = (endpoint: Endpoint): Door =>
    positions.doors.find(({ endpoint_id }) => endpoint_id === endpoint.id) ?? unused('webhook', endpoint.id);
  const [open, revoked] = [false, true].map((is) => (data?.items ?? []).filter(({ state }) => (state === 'revoked') === is)) as [
    Endpoint[],
    Endpoint[],
  ];
  return (
    <>
      <ul class="door-list">
        {readers.map((kind) => (
          <DoorRow key={kind} door={positions.doors.find(({ door }) => door === kind) ?? unused(kind, null)} positions={positions} />
        ))}
        {open.map((endpoint) => (
          <DoorRow key={endpoint.id} door={doorOf(endpoint)} endpoint={endpoint} positions={positions} />
        ))}
      </ul>
      {error !== null && data === null && <ErrorNotice error={error} retry={endpoints.reload} />}
      {data?.items.length === 0 && <EmptyNotice text={t('feedNoEndpoints')} />}
      <RailLegend />
      {revoked.length > 0 && (
        <details class="as-table">
          <summary>{t('feedRevokedOnes', { n: revoked.length })}</summary>
          <ul class="door-list">
            {revoked.map((endpoint) => (
              <DoorRow key={endpoint.id} door={doorOf(endpoint)} endpoint={endpoint} positions={positions} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function RailLegend() {
  return (
    <ul class="legend rail-legend">
      <li>
        <span class="swatch rail-acknowledged" aria-hidden="true" />
        {t('feedAcknowledged')}
      </li>
      <li>
        <span class="swatch rail-sent" aria-hidden="true" />
        {t('feedSentOnly')}
      </li>
      <li>
        <span class="swatch rail-ahead" aria-hidden="true" />
        {t('feedNotSent')}
      </li>
    </ul>
  );
}
