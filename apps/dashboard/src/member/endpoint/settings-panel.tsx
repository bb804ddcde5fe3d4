/** The settings of an endpoint, and the form that changes them. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { patch } from '../../api/park-api.client.ts';
import { grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { t } from '../../texts/language.store.ts';
import type { DeliveryOrder, Endpoint } from '../api.ts';
import { orderNames } from '../doors/door-states.ts';
import { Choice } from '../doors/new-endpoint.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { FormField, FormProblem, useCommand } from '../shell/form.tsx';
import { Buttons } from './endpoint-actions.tsx';

export function SettingsPanel({ endpoint, mayWrite, reload }: { endpoint: Endpoint; mayWrite: boolean; reload: () => void }) {
  const isChanging = useSignal(false);
  const id = useId();
  const rate = (limit: number | null): string => (limit === null ? t('feedNoLimit') : t('feedPerMinute', { n: grouped(limit, 0) }));
  const rows: [name: string, value: string][] = [
    [t('feedOrder'), t(orderNames[endpoint.order])],
    [t('feedConcurrency'), grouped(endpoint.concurrency, 0)],
    [t('feedRate'), rate(endpoint.rate_per_minute)],
    [t('feedAllowedRate'), rate(endpoint.allowed_rate)],
    [t('feedVerifiedAt'), endpoint.verified_at ? stamp(endpoint.verified_at) : '—'],
    ...(endpoint.old_secret_valid_until !== null
      ? [[t('feedOldSecret'), t('feedUntil', { at: stamp(endpoint.old_secret_valid_until) })] as [string, string]]
      : []),
    [t('feedCreatedAt'), stamp(endpoint.created_at)],
  ];
  return (
    <section class="panel" aria-labelledby={id}>
      <header class="panel-head">
        <div>
          <h2 id={id}>{t('feedSettings')}</h2>
        </div>
        {mayWrite && (
          <div class="panel-actions no-print">
            <button type="button" class="button button-small" onClick={() => (isChanging.value = true)}>
              {t('feedChange')}
            </button>
          </div>
        )}
      </header>
      <dl class="facts-list">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isChanging.value && <ChangeDialog endpoint={endpoint} close={() => (isChanging.value = false)} reload={reload} />}
    </section>
  );
}

const pointers = ['/name', '/url', '/order', '/rate_per_minute', '/concurrency'];

function ChangeDialog({ endpoint, close, reload }: { endpoint: Endpoint; close: () => void; reload: () => void }) {
  const { isBusy, error, run } = useCommand();
  const order = useSignal<DeliveryOrder>(endpoint.order);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const rate = String(form.get('rate_per_minute') ?? '').trim();
    const body = {
      name: String(form.get('name')).trim(),
      url: String(form.get('url')).trim(),
      order: order.value,
      concurrency: Number(form.get('concurrency')),
      rate_per_minute: rate === '' ? null : Number(rate),
    };
    void run(async () => {
      await patch<Endpoint>(`/endpoints/${endpoint.id}`, endpoint.version, body);
      close();
      reload();
    });
  };
  return (
    <Dialog title={t('feedChangeEndpoint')} close={close}>
      <form class="form" onSubmit={submit} noValidate>
        <FormField label={t('feedName')} pointer="/name" error={error.value}>
          {(accessible) => <input {...accessible} name="name" maxLength={100} defaultValue={endpoint.name} required />}
        </FormField>
        <FormField label={t('feedUrl')} pointer="/url" error={error.value} hint={t('feedOtherUrlHint')}>
          {(accessible) => <input {...accessible} name="url" type="url" spellcheck={false} defaultValue={endpoint.url} required />}
        </FormField>
        <Choice
          label={t('feedOrder')}
          value={order.value}
          options={[
            ['per_aggregate', t(orderNames.per_aggregate), t('feedOrderPerAggregateNote')],
            ['unordered', t(orderNames.unordered), t('feedOrderUnorderedNote')],
          ]}
          choose={(next) => (order.value = next)}
        />
        <div class="form-pair">
          <FormField label={t('feedConcurrency')} pointer="/concurrency" error={error.value} hint={t('feedConcurrencyHint')}>
            {(accessible) => (
              <input {...accessible} name="concurrency" type="number" min={1} max={32} defaultValue={String(endpoint.concurrency)} />
            )}
          </FormField>
          <FormField label={t('feedRate')} pointer="/rate_per_minute" error={error.value} hint={t('feedRateHint')}>
            {(accessible) => (
              <input
                {...accessible}
                name="rate_per_minute"
                type="number"
                min={1}
                max={60_000}
                placeholder={t('feedNoLimit')}
                defaultValue={endpoint.rate_per_minute === null ? '' : String(endpoint.rate_per_minute)}
              />
            )}
          </FormField>
        </div>
        <FormProblem error={error.value} pointers={pointers} />
        <Buttons close={close} isBusy={isBusy.value} name={t('feedSave')} />
      </form>
    </Dialog>
  );
}
