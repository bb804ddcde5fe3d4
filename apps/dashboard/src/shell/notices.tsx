/** Notices in place of a panel's content, or above content that is no longer new. */
import { Refused, Unreachable } from '../api/park-api.client.ts';
import { Icon } from '../charts/icons.tsx';
import { duration } from '../numbers/moment-text.ts';
import { language, t } from '../texts/language.store.ts';
import { now } from './now.store.ts';

interface ErrorProps {
  error: unknown;
  retry?: () => void;
  /** In place of the one for a refused query, where it was a command. */
  title?: string | undefined;
  /** In place of the one of the problem document. */
  text?: string | undefined;
}

export function ErrorNotice({ error, retry, title: own, text }: ErrorProps) {
  const [title, known] = wordsFor(error, own);
  const detail = text ?? known;
  return (
    <div class="notice notice-error" role="alert">
      <Icon name="warn" />
      <p>
        <strong>{title}</strong>
        {detail && <span class="notice-detail">{detail}</span>}
      </p>
      {retry && (
        <button type="button" class="button" onClick={retry}>
          <Icon name="again" />
          {t('retry')}
        </button>
      )}
    </div>
  );
}

export function StaleNotice({ since, retry }: { since: number; retry: () => void }) {
  return (
    <div class="notice notice-stale" role="status">
      <p>{t('staleSince', { age: duration(Math.max(0, now.value - since) / 1_000, language.value) })}</p>
      <button type="button" class="button button-small" onClick={retry}>
        {t('retry')}
      </button>
    </div>
  );
}

export function EmptyNotice({ text }: { text: string }) {
  return <p class="notice notice-empty">{text}</p>;
}

export function Loading({ lines = 3 }: { lines?: number }) {
  return (
    <div class="loading" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} class="skeleton skeleton-line" />
      ))}
    </div>
  );
}

function wordsFor(error: unknown, refused = t('errorRefused')): [title: string, detail: string] {
  if (error instanceof Unreachable) return [t('errorUnreachable'), t('errorUnreachableLead')];
  if (!(error instanceof Refused)) return [t('errorUnexpected'), error instanceof Error ? error.message : String(error)];
  const { status, problem } = error;
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer.replace(/^\//, '')}: ${detail}`);
  const reference = status >= 500 && problem.traceId ? ` (${problem.traceId})` : '';
  const detail = [problem.detail ?? '', ...fields].filter(Boolean).join(' · ') + reference;
  if (status === 401) return [t('signInExpired'), detail];
  if (status === 403) return [t('errorForbidden'), detail];
  if (status === 404) return [t('errorNotFound'), detail];
  if (status === 429) return [t('errorTooMany'), detail];
  return [status < 500 ? refused : t('errorServer'), detail];
}
