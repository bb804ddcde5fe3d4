/** A button whose act is asked about once more before it is done. */
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { t } from '../texts/language.store.ts';
import { ErrorNotice } from './notices.tsx';

export function Confirmed({ name, question, act }: { name: string; question: string; act: () => Promise<void> }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const state = useSignal<'idle' | 'busy' | 'done'>('idle');
  const error = useSignal<unknown>(null);
  useEffect(() => {
    if (state.value !== 'done') return;
    const timer = setTimeout(() => (state.value = 'idle'), 4_000);
    return () => clearTimeout(timer);
  }, [state.value]);
  const go = async (): Promise<void> => {
    state.value = 'busy';
    error.value = null;
    try {
      await act();
      state.value = 'done';
      dialog.current?.close();
    } catch (problem) {
      state.value = 'idle';
      error.value = problem;
    }
  };
  return (
    <>
      <button type="button" class="button button-small" disabled={state.value === 'busy'} onClick={() => dialog.current?.showModal()}>
        {state.value === 'busy' ? t('underWay') : state.value === 'done' ? t('done') : name}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={() => (error.value = null)}>
        <h2 id={id}>{name}</h2>
        <p>{question}</p>
        {error.value !== null && <ErrorNotice error={error.value} title={t('errorCommand')} retry={() => void go()} />}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('cancel')}
          </button>
          <button type="button" class="button button-primary" disabled={state.value === 'busy'} onClick={() => void go()}>
            {state.value === 'busy' ? t('underWay') : name}
          </button>
        </div>
      </dialog>
    </>
  );
}
