/** Copies a text, and says whether it did. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../charts/icons.tsx';
import { t } from '../../texts/language.store.ts';

const shownMs = 2_500;

export function CopyButton({ text, of }: { text: string; of: string }) {
  const state = useSignal<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state.value === 'idle') return;
    const timer = setTimeout(() => (state.value = 'idle'), shownMs);
    return () => clearTimeout(timer);
  }, [state.value]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      state.value = 'done';
    } catch {
      state.value = 'failed';
    }
  };
  const word = { idle: t('feedCopy'), done: t('feedCopied'), failed: t('feedCopyFailed') }[state.value];
  return (
    <button type="button" class="button button-small" aria-label={t('feedCopyOf', { of })} onClick={() => void copy()}>
      <Icon name={state.value === 'done' ? 'check' : 'copy'} />
      <span role="status">{word}</span>
    </button>
  );
}
