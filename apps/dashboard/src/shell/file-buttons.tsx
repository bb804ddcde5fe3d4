/** Saves a table of the API as it stands behind what is shown, under the headings of the language that is shown. */
import { useSignal } from '@preact/signals';
import { saveTable, type TableForm } from '../api/park-api.client.ts';
import { Icon } from '../charts/icons.tsx';
import { language, t } from '../texts/language.store.ts';

const forms: readonly [form: TableForm, label: string][] = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
];

export function FileButtons({ path, name }: { path: string; name: string }) {
  const state = useSignal<'idle' | 'saving' | 'failed'>('idle');
  const save = async (form: TableForm): Promise<void> => {
    state.value = 'saving';
    try {
      await saveTable(path, name, form, language.value);
      state.value = 'idle';
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <span class="file-buttons" role="group" aria-label={t('saveTable')}>
      <Icon name="save" />
      {forms.map(([form, label]) => (
        <button
          key={form}
          type="button"
          class="button button-small"
          disabled={state.value === 'saving'}
          onClick={() => void save(form)}
          title={t('saveTableAs', { form: label })}
        >
          {label}
        </button>
      ))}
      <span role="status">{state.value === 'failed' && t('saveFailed')}</span>
    </span>
  );
}
