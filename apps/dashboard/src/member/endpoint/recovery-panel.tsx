/** Sends again: what was given up since a time, or a range of the log. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { post } from '../../api/park-api.client.ts';
import { fromLocal } from '../../figure/park-time.ts';
import { grouped } from '../../numbers/figure-text.ts';
import { t } from '../../texts/language.store.ts';
import type { Endpoint } from '../api.ts';
import { FormField, FormProblem, useCommand } from '../shell/form.tsx';

interface Props {
  endpoint: Endpoint;
  /** Position. */
  newest: number;
  reload: () => void;
}

export function RecoveryPanel({ endpoint, newest, reload }: Props) {
  const id = useId();
  return (
    <section class="panel no-print" aria-labelledby={id}>
      <header class="panel-head">
        <div>
          <h2 id={id}>{t('feedAgain')}</h2>
          <p class="panel-lead">{t('feedAgainLead')}</p>
        </div>
      </header>
      <Recover id={endpoint.id} reload={reload} />
      <Replay id={endpoint.id} newest={newest} reload={reload} />
    </section>
  );
}

function Recover({ id, reload }: { id: string; reload: () => void }) {
  const { isBusy, error, run } = useCommand();
  const count = useSignal<number | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const since = String(new FormData(event.currentTarget as HTMLFormElement).get('since') ?? '');
    count.value = null;
    void run(async () => {
      count.value = (await post<{ count: number }>(`/endpoints/${id}/recover`, { since: since === '' ? '' : fromLocal(since) })).count;
      reload();
    });
  };
  return (
    <form class="form again-form" onSubmit={submit} noValidate aria-label={t('feedRecover')}>
      <FormField label={t('feedRecoverSince')} pointer="/since" error={error.value} hint={t('feedRecoverHint')}>
        {(accessible) => <input {...accessible} name="since" type="datetime-local" required />}
      </FormField>
      <button type="submit" class="button" disabled={isBusy.value}>
        {t('feedRecover')}
      </button>
      <Done count={count.value} text="feedRecovered" />
      <FormProblem error={error.value} pointers={['/since']} />
    </form>
  );
}

function Replay({ id, newest, reload }: { id: string; newest: number; reload: () => void }) {
  const { isBusy, error, run } = useCommand();
  const count = useSignal<number | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { from_position: Number(form.get('from_position')), to_position: Number(form.get('to_position')) };
    count.value = null;
    void run(async () => {
      count.value = (await post<{ count: number }>(`/endpoints/${id}/replay`, body)).count;
      reload();
    });
  };
  return (
    <form class="form again-form" onSubmit={submit} noValidate aria-label={t('feedReplay')}>
      <div class="form-pair">
        <FormField label={t('feedFromPosition')} pointer="/from_position" error={error.value} hint={t('feedReplayHint')}>
          {(accessible) => <input {...accessible} name="from_position" type="number" min={1} max={newest} required />}
        </FormField>
        <FormField label={t('feedToPosition')} pointer="/to_position" error={error.value}>
          {(accessible) => <input {...accessible} name="to_position" type="number" min={1} max={newest} required />}
        </FormField>
      </div>
      <button type="submit" class="button" disabled={isBusy.value}>
        {t('feedReplay')}
      </button>
      <Done count={count.value} text="feedReplayed" />
      <FormProblem error={error.value} pointers={['/from_position', '/to_position']} />
    </form>
  );
}

function Done({ count, text }: { count: number | null; text: 'feedRecovered' | 'feedReplayed' }) {
  return (
    <span class="soft" role="status">
      {count === null ? '' : t(text, { n: grouped(count, 0) })}
    </span>
  );
}
