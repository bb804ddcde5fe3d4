/** Registers an endpoint: the answer holds its secret, once. */
import { useSignal } from '@preact/signals';
import { post } from '../../api/park-api.client.ts';
import { t } from '../../texts/language.store.ts';
import type { DeliveryOrder, EndpointWithSecret } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { FormField, FormProblem, useCommand } from '../shell/form.tsx';
import { orderNames } from './door-states.ts';

const pointers = ['/name', '/url', '/order', '/start', '/rate_per_minute', '/concurrency'];

export function NewEndpoint({ close, made }: { close: () => void; made: (endpoint: EndpointWithSecret) => void }) {
  const { isBusy, error, run } = useCommand();
  const start = useSignal<'now' | 'beginning'>('now');
  const order = useSignal<DeliveryOrder>('per_aggregate');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const rate = String(form.get('rate_per_minute') ?? '').trim();
    const body = {
      name: String(form.get('name')).trim(),
      url: String(form.get('url')).trim(),
      order: order.value,
      start: start.value,
      concurrency: Number(form.get('concurrency')),
      ...(rate !== '' && { rate_per_minute: Number(rate) }),
    };
    void run(async () => made(await post<EndpointWithSecret>('/endpoints', body)));
  };
  return (
    <Dialog title={t('feedNewEndpoint')} close={close}>
      <p class="soft">{t('feedNewEndpointLead')}</p>
      <form class="form" onSubmit={submit} noValidate>
        <FormField label={t('feedName')} pointer="/name" error={error.value} hint={t('feedEndpointNameHint')}>
          {(accessible) => <input {...accessible} name="name" maxLength={100} required autofocus />}
        </FormField>
        <FormField label={t('feedUrl')} pointer="/url" error={error.value} hint={t('feedUrlHint')}>
          {(accessible) => (
            <input {...accessible} name="url" type="url" inputMode="url" placeholder="https://" spellcheck={false} required />
          )}
        </FormField>
        <Choice
          label={t('feedStart')}
          value={start.value}
          options={[
            ['now', t('feedStartNow'), t('feedEndpointStartNowNote')],
            ['beginning', t('feedStartBeginning'), t('feedEndpointStartBeginningNote')],
          ]}
          choose={(next) => (start.value = next)}
        />
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
            {(accessible) => <input {...accessible} name="concurrency" type="number" min={1} max={32} defaultValue="4" />}
          </FormField>
          <FormField label={t('feedRate')} pointer="/rate_per_minute" error={error.value} hint={t('feedRateHint')}>
            {(accessible) => (
              <input {...accessible} name="rate_per_minute" type="number" min={1} max={60_000} placeholder={t('feedNoLimit')} />
            )}
          </FormField>
        </div>
        <FormProblem error={error.value} pointers={pointers} />
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={close}>
            {t('cancel')}
          </button>
          <button type="submit" class="button button-primary" disabled={isBusy.value}>
            {isBusy.value ? t('feedHandshaking') : t('feedRegister')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, text: string, note: string])[];
  choose: (value: Value) => void;
}

export function Choice<Value extends string>({ label, value, options, choose }: ChoiceProps<Value>) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.map(([one, text, note]) => (
        <label key={one} class="choice-option">
          <input type="radio" name={label} value={one} checked={one === value} onChange={() => choose(one)} />
          <span>
            {text}
            <small class="soft">{note}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
