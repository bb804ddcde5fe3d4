/** The commands on an endpoint: test, verify, pause or resume, rotate the secret, revoke. */
import { useSignal } from '@preact/signals';
import { post } from '../../api/park-api.client.ts';
import { Icon } from '../../charts/icons.tsx';
import { grouped } from '../../numbers/figure-text.ts';
import { Confirmed } from '../../shell/confirmed.tsx';
import { t } from '../../texts/language.store.ts';
import type { Attempt, Endpoint, EndpointWithSecret } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { FormField, FormProblem, Problem, useCommand } from '../shell/form.tsx';

interface Props {
  endpoint: Endpoint;
  /** Position. */
  newest: number;
  reload: () => void;
  tried: (attempt: Attempt) => void;
  rotated: (endpoint: EndpointWithSecret) => void;
}

export function EndpointActions({ endpoint, newest, reload, tried, rotated }: Props) {
  const { id, state } = endpoint;
  const command = useCommand();
  const isRotating = useSignal(false);
  const isResuming = useSignal(false);
  const ask = <Answer,>(action: string, body?: unknown): Promise<Answer> => post<Answer>(`/endpoints/${id}/${action}`, body);
  const go = (act: () => Promise<void>): void => void command.run(act).then(() => reload());
  const isBusy = command.isBusy.value;
  return (
    <div class="endpoint-actions no-print">
      <div class="endpoint-buttons">
        <button
          type="button"
          class="button button-primary"
          disabled={isBusy}
          onClick={() => go(async () => tried(await ask<Attempt>('test')))}
        >
          <Icon name="send" />
          {t('feedTest')}
        </button>
        {state === 'pending_verification' && (
          <button type="button" class="button" disabled={isBusy} onClick={() => go(async () => void (await ask('verify')))}>
            <Icon name="check" />
            {t('feedVerify')}
          </button>
        )}
        {(state === 'active' || state === 'degraded') && (
          <Confirmed
            name={t('feedPause')}
            question={t('feedPauseQuestion')}
            act={async () => {
              await ask('pause');
              reload();
            }}
          />
        )}
        {(state === 'paused' || state === 'disabled') && (
          <button type="button" class="button" onClick={() => (isResuming.value = true)}>
            {t('feedResume')}
          </button>
        )}
        <button type="button" class="button" onClick={() => (isRotating.value = true)}>
          <Icon name="key" />
          {t('feedRotate')}
        </button>
        <Confirmed
          name={t('feedRevoke')}
          question={t('feedRevokeQuestion', { name: endpoint.name })}
          act={async () => {
            await ask('revoke');
            reload();
          }}
        />
      </div>
      {command.error.value !== null && <Problem error={command.error.value} />}
      {isRotating.value && (
        <RotateDialog
          close={() => (isRotating.value = false)}
          rotate={async (hours) => {
            rotated(await ask<EndpointWithSecret>('rotate-secret', { overlap_hours: hours }));
            isRotating.value = false;
            reload();
          }}
        />
      )}
      {isResuming.value && (
        <ResumeDialog
          endpoint={endpoint}
          newest={newest}
          close={() => (isResuming.value = false)}
          resume={async (skipTo) => {
            await ask('resume', skipTo === null ? {} : { skip_to: skipTo });
            isResuming.value = false;
            reload();
          }}
        />
      )}
    </div>
  );
}

function RotateDialog({ close, rotate }: { close: () => void; rotate: (hours: number) => Promise<void> }) {
  const { isBusy, error, run } = useCommand();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void run(() => rotate(Number(form.get('overlap_hours'))));
  };
  return (
    <Dialog title={t('feedRotate')} close={close}>
      <p class="soft">{t('feedRotateLead')}</p>
      <form class="form" onSubmit={submit} noValidate>
        <FormField label={t('feedOverlap')} pointer="/overlap_hours" error={error.value} hint={t('feedOverlapHint')}>
          {(accessible) => <input {...accessible} name="overlap_hours" type="number" min={0} max={168} defaultValue="24" />}
        </FormField>
        <FormProblem error={error.value} pointers={['/overlap_hours']} />
        <Buttons close={close} isBusy={isBusy.value} name={t('feedRotate')} />
      </form>
    </Dialog>
  );
}

interface ResumeProps {
  endpoint: Endpoint;
  newest: number;
  close: () => void;
  /** `skipTo`: position after which it goes on; null where it stopped. */
  resume: (skipTo: number | null) => Promise<void>;
}

function ResumeDialog({ endpoint, newest, close, resume }: ResumeProps) {
  const { isBusy, error, run } = useCommand();
  const skips = useSignal(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void run(() => resume(skips.value ? Number(form.get('skip_to')) : null));
  };
  return (
    <Dialog title={t('feedResume')} close={close}>
      <p class="soft">{t('feedResumeLead', { n: grouped(endpoint.position, 0), newest: grouped(newest, 0) })}</p>
      <form class="form" onSubmit={submit} noValidate>
        <label class="secret-kept">
          <input type="checkbox" checked={skips.value} onChange={({ currentTarget: { checked } }) => (skips.value = checked)} />
          {t('feedSkip')}
        </label>
        {skips.value && (
          <FormField label={t('feedSkipTo')} pointer="/skip_to" error={error.value} hint={t('feedSkipHint')}>
            {(accessible) => (
              <input {...accessible} name="skip_to" type="number" min={endpoint.position} max={newest} defaultValue={String(newest)} />
            )}
          </FormField>
        )}
        <FormProblem error={error.value} pointers={skips.value ? ['/skip_to'] : []} />
        <Buttons close={close} isBusy={isBusy.value} name={t('feedResume')} />
      </form>
    </Dialog>
  );
}

export function Buttons({ close, isBusy, name }: { close: () => void; isBusy: boolean; name: string }) {
  return (
    <div class="dialog-buttons">
      <button type="button" class="button" onClick={close}>
        {t('cancel')}
      </button>
      <button type="submit" class="button button-primary" disabled={isBusy}>
        {isBusy ? t('underWay') : name}
      </button>
    </div>
  );
}
