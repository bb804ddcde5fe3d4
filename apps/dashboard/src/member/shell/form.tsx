/** Parts of forms: a command under way, a field with what is wrong with it, and what is wrong with no field. */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { ErrorNotice } from '../../shell/notices.tsx';
import { t } from '../../texts/language.store.ts';
import { errorWord } from '../doors/door-states.ts';
import { faultAt, isToldByFields } from './faults.ts';
import { problemOf, wordFor } from './problem-words.ts';

export interface Running {
  isBusy: ReadonlySignal<boolean>;
  error: ReadonlySignal<unknown>;
  /** Answers whether it succeeded. */
  run(act: () => Promise<void>): Promise<boolean>;
}

/** One command at a time, with the problem of the last one. */
export function useCommand(): Running {
  const isBusy = useSignal(false);
  const error = useSignal<unknown>(null);
  const run = async (act: () => Promise<void>): Promise<boolean> => {
    if (isBusy.value) return false;
    isBusy.value = true;
    error.value = null;
    try {
      await act();
      return true;
    } catch (problem) {
      error.value = problem;
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  return { isBusy, error, run };
}

interface FieldProps {
  label: string;
  /** JSON pointer of the member that the field is for. */
  pointer: string;
  error: unknown;
  hint?: ComponentChildren;
  class?: string;
  children: (accessible: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ComponentChildren;
}

export function FormField({ label, pointer, error, hint, class: own = '', children }: FieldProps) {
  const id = useId();
  const fault = faultAt(problemOf(error), pointer);
  const word = fault === null ? null : wordFor(error);
  return (
    <div class={`field form-field ${own}`}>
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-note`, 'aria-invalid': fault !== null })}
      <small id={`${id}-note`} class={fault === null ? 'soft' : 'field-fault'}>
        {fault === null ? hint : word ? t(word) : fault}
      </small>
    </div>
  );
}

/** Faults that belong to no field. */
export function FormProblem({ error, pointers }: { error: unknown; pointers: readonly string[] }) {
  if (error === null || isToldByFields(problemOf(error), pointers)) return null;
  return <Problem error={error} />;
}

export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const word = wordFor(error);
  return (
    <ErrorNotice
      error={error}
      title={t('errorCommand')}
      text={word ? [t(word), answerIn(error)].filter(Boolean).join(' ') : undefined}
      {...(retry && { retry })}
    />
  );
}

/** The answer to the handshake, where it was refused. */
function answerIn(error: unknown): string {
  const { answer } = (problemOf(error) ?? {}) as { answer?: { status: number | null; duration_ms: number; error: string } };
  if (!answer) return '';
  const word = errorWord(answer.error);
  return t('feedHandshakeAnswer', { status: answer.status ?? '—', ms: answer.duration_ms, error: word ? t(word) : answer.error });
}
