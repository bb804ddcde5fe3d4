/** The secret and the public key of an endpoint, shown this once. */
import { useSignal } from '@preact/signals';
import { Icon } from '../../charts/icons.tsx';
import { stamp } from '../../numbers/moment-text.ts';
import { State } from '../../shell/state-mark.tsx';
import { t } from '../../texts/language.store.ts';
import type { EndpointWithSecret } from '../api.ts';
import { CopyButton } from '../shell/copy-button.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { endpointNotes, endpointStates } from './door-states.ts';

export function SecretDialog({ endpoint, close }: { endpoint: EndpointWithSecret; close: () => void }) {
  const isKept = useSignal(false);
  const { name, state, secret, public_key, old_secret_valid_until: until } = endpoint;
  return (
    <Dialog title={t('feedSecretTitle', { name })} close={close} isKept={!isKept.value}>
      <p class="notice notice-once">
        <Icon name="key" />
        <span>{t('feedSecretOnce')}</span>
      </p>
      <Secret name={t('feedSecret')} note={t('feedSecretNote')} value={secret} />
      <Secret name={t('feedPublicKey')} note={t('feedPublicKeyNote')} value={public_key} />
      {until !== null && <p class="soft">{t('feedOldSecretUntil', { at: stamp(until) })}</p>}
      <p class="secret-state">
        <State of={endpointStates[state]} /> <span class="soft">{t(endpointNotes[state])}</span>
      </p>
      <label class="secret-kept">
        <input type="checkbox" checked={isKept.value} onChange={({ currentTarget: { checked } }) => (isKept.value = checked)} />
        {t('feedSecretKept')}
      </label>
      <div class="dialog-buttons">
        <button type="button" class="button button-primary" disabled={!isKept.value} onClick={close}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}

function Secret({ name, note, value }: { name: string; note: string; value: string }) {
  return (
    <div class="secret">
      <div class="secret-head">
        <span>
          <strong>{name}</strong> <small class="soft">{note}</small>
        </span>
        <CopyButton text={value} of={name} />
      </div>
      <code tabIndex={0} role="group" aria-label={name}>
        {value}
      </code>
    </div>
  );
}
