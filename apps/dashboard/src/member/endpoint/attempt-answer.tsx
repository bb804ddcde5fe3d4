/** The outcome of one attempt: status, time, and the first kilobyte of the answer. */
import { grouped } from '../../numbers/figure-text.ts';
import { State } from '../../shell/state-mark.tsx';
import { t } from '../../texts/language.store.ts';
import type { Attempt } from '../api.ts';
import { errorWord, outcomes } from '../doors/door-states.ts';

export function AttemptAnswer({ attempt }: { attempt: Pick<Attempt, 'outcome' | 'status' | 'duration_ms' | 'error' | 'answer'> }) {
  return (
    <div class={`attempt-answer attempt-${attempt.outcome}`}>
      <p class="attempt-facts">
        <State of={outcomes[attempt.outcome]} />
        <span>
          {t('feedStatus')} <strong>{attempt.status ?? '—'}</strong>
        </span>
        <span>
          {t('feedDuration')} <strong>{grouped(attempt.duration_ms, 0)} ms</strong>
        </span>
        {attempt.error !== null && <span class="warn">{errorText(attempt.error)}</span>}
      </p>
      <pre tabIndex={0} role="group" aria-label={t('feedAnswer')}>
        {attempt.answer || <span class="missing">{t('feedNoAnswer')}</span>}
      </pre>
    </div>
  );
}

export function errorText(error: string): string {
  const word = errorWord(error);
  return word ? t(word) : error;
}
