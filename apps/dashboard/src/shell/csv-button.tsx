/** Saves a table of the API as it stands behind what is shown. */
import { useSignal } from '@preact/signals';
import { saveCsv } from '../api/park-api.client.ts';
import { Icon } from '../charts/icons.tsx';
import { t } from '../texts/language.store.ts';

export function CsvButton({ path, name }: { path: string; name: string }) {
  const state = useSignal<'idle' | 'saving' | 'failed'>('idle');
  const save = async (): Promise<void> => {
    state.value = 'saving';
    try {
      await saveCsv(path, name);
      state.value = 'idle';
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <button type="button" class="button button-small" disabled={state.value === 'saving'} onClick={() => void save()} title={t('csvTitle')}>
      <Icon name="save" />
      {state.value === 'failed' ? t('csvFailed') : 'CSV'}
    </button>
  );
}
