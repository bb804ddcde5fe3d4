/** The subscriptions of the member: what each lets into its feed, and from when on. */
import { useSignal } from '@preact/signals';
import { modeNames } from '../../alliance/states.ts';
import { get, post } from '../../api/park-api.client.ts';
import { useResource } from '../../api/resource.store.ts';
import { Icon } from '../../charts/icons.tsx';
import { grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { Confirmed } from '../../shell/confirmed.tsx';
import { Panel } from '../../shell/panel.tsx';
import { State } from '../../shell/state-mark.tsx';
import { useTitle } from '../../shell/title.store.ts';
import { may } from '../../sign-in/session.store.ts';
import { t } from '../../texts/language.store.ts';
import type { Filter, Mode, PageOf, Subscription, Topic } from '../api.ts';
import { isEverything, shortName } from './filter-text.ts';
import { startNames, subscriptionStates, topicNames } from './names.ts';

/** While one catches up it changes by itself. */
const everyMs = 5_000;

export function SubscriptionsPage() {
  useTitle(t('feedSubscriptions'));
  const isWithEnded = useSignal(false);
  const source = useResource<PageOf<Subscription>>('subscriptions', (signal) => get('/subscriptions?limit=100', signal), { everyMs });
  const mayWrite = may('feeds:subscription:write');
  const ended = source.state.value.data?.items.filter(({ state }) => state === 'ended').length ?? 0;
  const newOne = mayWrite && (
    <a class="button button-primary" href="/filters/new">
      <Icon name="plus" />
      {t('feedNewSubscription')}
    </a>
  );
  return (
    <main class="page" id="main">
      <header class="page-head">
        <div>
          <h1 class="page-title" tabIndex={-1}>
            {t('feedSubscriptions')}
          </h1>
          <p class="soft">{t('feedSubscriptionsLead')}</p>
        </div>
        {newOne}
      </header>
      <Panel
        class="subscriptions"
        title={t('feedOwnSubscriptions')}
        source={source}
        lines={6}
        actions={
          ended > 0 && (
            <label class="field field-inline">
              <input
                type="checkbox"
                checked={isWithEnded.value}
                onChange={({ currentTarget: { checked } }) => (isWithEnded.value = checked)}
              />
              {t('feedWithEnded', { n: ended })}
            </label>
          )
        }
      >
        {({ items }) => {
          const shown = items.filter(({ state }) => isWithEnded.value || state !== 'ended');
          if (shown.length === 0) return <Nothing />;
          return (
            <ul class="subscription-list">
              {shown.map((subscription) => (
                <Row key={subscription.id} subscription={subscription} mayWrite={mayWrite} reload={source.reload} />
              ))}
            </ul>
          );
        }}
      </Panel>
    </main>
  );
}

function Nothing() {
  return (
    <div class="notice notice-empty nothing">
      <Icon name="subscription" />
      <p>{t('feedNoSubscriptions')}</p>
    </div>
  );
}

function Row({ subscription, mayWrite, reload }: { subscription: Subscription; mayWrite: boolean; reload: () => void }) {
  const { id, code, name, state, start, start_at, backfilled, created_at } = subscription;
  const end = async (): Promise<void> => {
    await post(`/subscriptions/${id}/end`);
    reload();
  };
  return (
    <li class={`subscription subscription-${state}`} data-subscription={code}>
      <div class="subscription-name">
        <strong>{mayWrite && state === 'active' ? <a href={`/filters/${id}`}>{name}</a> : name}</strong>
        <span class="soft">
          {code} · {stamp(created_at).slice(0, 10)}
        </span>
      </div>
      <FilterTags filter={subscription} />
      <div class="subscription-state">
        <State of={subscriptionStates[state]} />
        <span class="soft">
          {start === 'time' && start_at !== null ? t('feedStartedAt', { at: stamp(start_at) }) : t(startNames[start])}
          {start !== 'now' && ` · ${t('feedBackfilled', { n: grouped(backfilled, 0) })}`}
        </span>
      </div>
      <div class="subscription-actions no-print">
        {mayWrite && state === 'active' && (
          <a class="button button-small" href={`/filters/${id}`}>
            {t('feedChange')}
          </a>
        )}
        {mayWrite && state !== 'ended' && <Confirmed name={t('feedEnd')} question={t('feedEndQuestion', { name })} act={end} />}
      </div>
    </li>
  );
}

export function FilterTags({ filter }: { filter: Filter }) {
  const { types, modes, topics, resources } = filter;
  if (isEverything(filter)) {
    return (
      <p class="filter-tags">
        <span class="tag tag-live">{t('feedEverything')}</span>
      </p>
    );
  }
  return (
    <p class="filter-tags">
      {(Object.keys(topicNames) as Topic[])
        .filter((topic) => topics.includes(topic))
        .map((topic) => (
          <span key={topic} class="tag tag-live">
            {t(topicNames[topic])}
          </span>
        ))}
      {(Object.keys(modeNames) as Mode[])
        .filter((mode) => modes.includes(mode))
        .map((mode) => (
          <span key={mode} class="tag tag-warn">
            {t(modeNames[mode])}
          </span>
        ))}
      {types.length > 0 && types.length <= 2
        ? types.map((type) => (
            <code key={type} class="tag">
              {shortName(type)}
            </code>
          ))
        : types.length > 0 && <span class="tag">{t('feedTypesCount', { n: types.length })}</span>}
      {resources.length > 0 && <span class="tag">{t('feedResourcesCount', { n: resources.length })}</span>}
    </p>
  );
}
