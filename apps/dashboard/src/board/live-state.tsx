/** Whether what is shown is the present, and the park's time of day. */
import { age, connection } from '../api/live-board.store.ts';
import { clockTime, duration } from '../numbers/moment-text.ts';
import { now } from '../shell/now.store.ts';
import { language, t } from '../texts/language.store.ts';

export function LiveState() {
  return (
    <div class="live-state">
      <time class="live-clock">{clockTime(new Date(now.value))}</time>
      <LiveDot />
    </div>
  );
}

export function LiveDot() {
  const state = connection.value;
  const text =
    state === 'live'
      ? t('live')
      : state === 'connecting'
        ? t('connecting')
        : t('reconnecting', { age: duration((age.value ?? 0) / 1_000, language.value) });
  return (
    <span class={`live live-${state}`} role="status">
      <span class="live-dot" aria-hidden="true" />
      {text}
    </span>
  );
}
