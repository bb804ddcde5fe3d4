/** The members' feeds: how far their doors have got, and the endpoints that fail, since when; the ones to look at first. */
import type { FeedDoor, FeedEndpoint, FeedHealth, MemberFeed, MemberFeeds } from '@park/contracts';
import { useSignal } from '@preact/signals';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { countText, grouped } from '../numbers/figure-text.ts';
import { stamp } from '../numbers/moment-text.ts';
import { Panel } from '../shell/panel.tsx';
import { State, StateMark } from '../shell/state-mark.tsx';
import { t } from '../texts/language.store.ts';
import { disabledReasons, doorNames, feedHealths, needsAttention, worstFirst } from './feed-health.ts';

const mostShown = 100;
/** Deliveries do not change the board: the doors are looked at by the clock. */
const everyMs = 30_000;

export function FeedsPanel() {
  const shown = useSignal<FeedHealth | ''>('');
  const query = new URLSearchParams({ limit: String(mostShown), count: 'true', ...(shown.value && { health: shown.value }) });
  const path = `/feeds/members?${query}`;
  const source = useResource<MemberFeeds>(`${path} ${revision.value}`, (signal) => get<MemberFeeds>(path, signal), {
    subject: path,
    everyMs,
  });
  const healths = source.state.value.data?.healths;
  return (
    <Panel
      class="feeds"
      title={t('feedsTitle')}
      lead={t('feedsLead', {
        disabled: countText(healths?.disabled),
        degraded: countText(healths?.degraded),
        ok: countText(healths?.ok),
        unused: countText(healths?.unused),
      })}
      source={source}
      lines={6}
      empty={({ items }) => (items.length > 0 ? null : t(shown.value ? 'feedsNone' : 'feedsEmpty'))}
      actions={
        <select
          aria-label={t('feedsHealth')}
          value={shown.value}
          onChange={({ currentTarget: { value } }) => (shown.value = value as FeedHealth | '')}
        >
          <option value="">{t('feedsAll')}</option>
          {Object.entries(feedHealths).map(([key, { text }]) => (
            <option key={key} value={key}>
              {t(text)}
            </option>
          ))}
        </select>
      }
    >
      {({ items, next }) => (
        <>
          <div class="scroll lists-scroll" tabIndex={0} role="group" aria-label={t('feedsTitle')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('member')}</th>
                  <th scope="col">{t('feedsDoors')}</th>
                  <th scope="col">{t('feedsEndpoints')}</th>
                </tr>
              </thead>
              <tbody>
                {worstFirst(items).map((feed) => (
                  <Row key={feed.organisation_id} feed={feed} />
                ))}
              </tbody>
            </table>
          </div>
          {next !== null && <p class="soft lists-more">{t('feedsMore', { n: grouped(items.length, 0) })}</p>}
        </>
      )}
    </Panel>
  );
}

function Row({ feed: { name, uscc, health, is_open, live_subscriptions, last_position, doors, endpoints } }: { feed: MemberFeed }) {
  const isBad = health === 'disabled' || health === 'degraded';
  return (
    <tr class={isBad ? 'feed feed-bad' : 'feed'} data-feed={uscc}>
      <th scope="row">
        <span class="item-title">{name ?? uscc}</span>
        <span class="feed-states">
          <State of={feedHealths[health]} />
          {!is_open && <span class="tag tag-warn">{t('feedsClosed')}</span>}
        </span>
        {live_subscriptions + last_position > 0 && (
          <span class="soft item-of">{t('feedsSubscriptions', { n: grouped(live_subscriptions, 0), at: grouped(last_position, 0) })}</span>
        )}
      </th>
      <td>
        {doors.length === 0 ? <span class="soft">{t('feedsNoDoor')}</span> : doors.map((door) => <Door key={door.kind} door={door} />)}
      </td>
      <td>
        <Endpoints of={endpoints} />
      </td>
    </tr>
  );
}

function Door({ door: { kind, backlog, moved_at } }: { door: FeedDoor }) {
  return (
    <span class="feed-door" title={moved_at === null ? undefined : stamp(moved_at)}>
      {t(doorNames[kind])} <strong class={backlog > 0 ? undefined : 'soft'}>{t('feedsWaiting', { n: grouped(backlog, 0) })}</strong>
    </span>
  );
}

function Endpoints({ of }: { of: readonly FeedEndpoint[] }) {
  const failing = of.filter(needsAttention);
  const well = of.filter(({ state, failing_since }) => state === 'active' && failing_since === null).length;
  return (
    <>
      {failing.map((endpoint) => (
        <span key={endpoint.id} class="feed-endpoint" data-endpoint={endpoint.code}>
          <span class="state warn">
            <StateMark mark={endpoint.state === 'disabled' ? 'off' : 'now'} />
            {endpoint.name}
          </span>
          <span class="soft item-of">{failureOf(endpoint)}</span>
        </span>
      ))}
      {(well > 0 || of.length === 0) && <span class="soft">{of.length === 0 ? '—' : t('feedsEndpointsOk', { n: grouped(well, 0) })}</span>}
    </>
  );
}

function failureOf({ disabled_reason, failures, failing_since }: FeedEndpoint): string {
  const since = failing_since === null ? null : stamp(failing_since);
  if (disabled_reason === null) return t('feedsFailing', { n: grouped(failures, 0), since: since ?? '—' });
  return [t(disabledReasons[disabled_reason]), ...(since === null ? [] : [t('feedsWasFailing', { since })])].join(' · ');
}
