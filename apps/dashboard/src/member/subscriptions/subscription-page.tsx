/** The form of a subscription, beside a preview of what its filter would have let pass. */
import { useSignal } from '@preact/signals';
import { address, go } from '../../address/address.store.ts';
import { get, patch, post } from '../../api/park-api.client.ts';
import { useResource } from '../../api/resource.store.ts';
import { fromLocal } from '../../figure/park-time.ts';
import { ErrorNotice, Loading } from '../../shell/notices.tsx';
import { useTitle } from '../../shell/title.store.ts';
import { t } from '../../texts/language.store.ts';
import type { Filter, Subscription, SubscriptionStart } from '../api.ts';
import { useCatalogue } from '../catalogue/catalogue.store.ts';
import { Choice } from '../doors/new-endpoint.tsx';
import { FormField, FormProblem, useCommand } from '../shell/form.tsx';
import { FilterFields } from './filter-fields.tsx';
import { emptyFilter } from './filter-text.ts';
import { startNames } from './names.ts';
import { PreviewPanel } from './preview-panel.tsx';

export function SubscriptionPage({ id }: { id: string | null }) {
  const title = t(id === null ? 'feedNewSubscription' : 'feedChangeSubscription');
  useTitle(title);
  return (
    <main class="page" id="main">
      <nav class="crumbs" aria-label={t('feedWayBack')}>
        <a href="/filters">{t('feedSubscriptions')}</a> / {title}
      </nav>
      <h1 class="page-title" tabIndex={-1}>
        {title}
      </h1>
      {id === null ? <Form known={null} /> : <Known id={id} />}
    </main>
  );
}

function Known({ id }: { id: string }) {
  const source = useResource<Subscription>(id, (signal) => get<Subscription>(`/subscriptions/${encodeURIComponent(id)}`, signal));
  const { data, error } = source.state.value;
  if (data) return <Form key={data.version} known={data} />;
  return error !== null ? <ErrorNotice error={error} retry={source.reload} /> : <Loading lines={10} />;
}

const pointers = ['/name', '/types', '/modes', '/topics', '/resources', '/start_at'];

function Form({ known }: { known: Subscription | null }) {
  const { isBusy, error, run } = useCommand();
  const catalogue = useCatalogue();
  const filter = useSignal<Filter>(known ?? { ...emptyFilter, types: new URLSearchParams(address.value.search).getAll('type') });
  const start = useSignal<SubscriptionStart>('now');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const { types, modes, topics, resources } = filter.value;
    const content = { name: String(form.get('name')).trim(), types, modes, topics, resources };
    const at = String(form.get('start_at') ?? '');
    void run(async () => {
      if (known) await patch<Subscription>(`/subscriptions/${known.id}`, known.version, content);
      else await post<Subscription>('/subscriptions', { ...content, start: start.value, ...(at && { start_at: fromLocal(at) }) });
      go('/filters');
    });
  };
  return (
    <div class="filter-grid">
      <form class="panel form subscription-form" onSubmit={submit} noValidate>
        <FormField label={t('feedName')} pointer="/name" error={error.value} hint={t('feedSubscriptionNameHint')}>
          {(accessible) => (
            <input {...accessible} name="name" maxLength={100} defaultValue={known?.name ?? ''} required autofocus={!known} />
          )}
        </FormField>
        <FilterFields filter={filter.value} change={(next) => (filter.value = next)} catalogue={catalogue} error={error.value} />
        {known ? (
          <p class="soft">{t('feedChangesFromNow')}</p>
        ) : (
          <>
            <Choice
              label={t('feedStart')}
              value={start.value}
              options={[
                ['now', t(startNames.now), t('feedStartNowNote')],
                ['time', t(startNames.time), t('feedStartTimeNote')],
                ['beginning', t(startNames.beginning), t('feedStartBeginningNote')],
              ]}
              choose={(next) => (start.value = next)}
            />
            {start.value === 'time' && (
              <FormField label={t('feedStartAt')} pointer="/start_at" error={error.value} hint={t('feedParkTime')}>
                {(accessible) => <input {...accessible} name="start_at" type="datetime-local" required />}
              </FormField>
            )}
          </>
        )}
        <FormProblem error={error.value} pointers={start.value === 'time' ? pointers : pointers.filter((one) => one !== '/start_at')} />
        <div class="dialog-buttons">
          <a class="button" href="/filters">
            {t('cancel')}
          </a>
          <button type="submit" class="button button-primary" disabled={isBusy.value}>
            {isBusy.value ? t('underWay') : t(known ? 'feedSave' : 'feedSubscribe')}
          </button>
        </div>
      </form>
      <PreviewPanel filter={filter.value} catalogue={catalogue.state.value.data} />
    </div>
  );
}
