/** The page before somebody has signed in: signed out, on the way, or why it did not work. */
import { useEffect } from 'preact/hooks';
import { SkylineDrawing } from '../board/skyline.tsx';
import { skylineOf } from '../board/skyline-layout.ts';
import { Mark } from '../charts/icons.tsx';
import { LanguageSwitch, ThemeSwitch } from '../shell/masthead.tsx';
import { useTitle } from '../shell/title.store.ts';
import { said, t } from '../texts/language.store.ts';
import { beginSignIn, config, signIn } from './session.store.ts';

/** A wall that was switched on before the park finds it by itself. */
const againMs = 15_000;

/** Two dozen houses that are nobody’s, for a sky that would be empty. */
const backdrop = Array.from({ length: 26 }, (_, i) => ({ id: String(i), floors: 2 + ((i * 7) % 5), occupancy_rate: 40 + ((i * 13) % 30) }));

const problems = {
  issuer: 'signInRefused',
  unreachable: 'signInUnreachable',
  insecure: 'signInInsecure',
  expired: 'signInExpired',
} as const;

export function SignInPage() {
  const state = signIn.value;
  useTitle(t('signIn'));
  const isWaiting = state.state === 'failed' && state.why === 'unreachable';
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => location.reload(), againMs);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  if (state.state === 'starting') {
    return (
      <main class="entrance" aria-busy="true">
        <Mark />
        <p role="status">{t('signingIn')}</p>
      </main>
    );
  }
  return (
    <main class="entrance">
      <Mark />
      <h1>{config.value ? said(config.value.park.name) : t('product')}</h1>
      {state.state === 'failed' ? (
        <p class="entrance-problem" role="alert">
          {t(problems[state.why])}
          {state.detail && <small>{state.detail}</small>}
        </p>
      ) : (
        <p>{t('signedOut')}</p>
      )}
      <button type="button" class="button button-primary" onClick={() => void beginSignIn('/')}>
        {t('signIn')}
      </button>
      <div class="entrance-tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <SkylineDrawing drawn={skylineOf(backdrop)} />
    </main>
  );
}
