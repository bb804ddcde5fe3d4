/** The top of every page: whose park, which page, is it live, which language and light, who is signed in. */
import { LiveDot } from '../board/live-state.tsx';
import { pageAt, type Page } from '../address/pages.ts';
import { address } from '../address/address.store.ts';
import { Icon, Mark, type IconName } from '../charts/icons.tsx';
import { config, signIn, signOut } from '../sign-in/session.store.ts';
import { language, said, speak, t } from '../texts/language.store.ts';
import type { TextKey } from '../texts/zh.ts';
import { theme, turn } from './theme.store.ts';

const entries: readonly { href: string; text: TextKey; icon: IconName; pages: Page['name'][] }[] = [
  { href: '/', text: 'board', icon: 'board', pages: ['board'] },
  { href: '/figures', text: 'figures', icon: 'figures', pages: ['figures', 'figure'] },
  { href: '/space', text: 'space', icon: 'space', pages: ['space'] },
  { href: '/season', text: 'season', icon: 'season', pages: ['season'] },
  { href: '/talent', text: 'talent', icon: 'talent', pages: ['talent'] },
  { href: '/alliance', text: 'alliance', icon: 'alliance', pages: ['alliance'] },
  { href: '/quality', text: 'quality', icon: 'quality', pages: ['quality'] },
];

export function Masthead() {
  const here = pageAt(address.value.path).name;
  return (
    <>
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <header class="masthead">
        <a class="masthead-park" href="/">
          <Mark />
          <span class="masthead-name">{config.value ? said(config.value.park.name) : t('product')}</span>
        </a>
        <nav class="masthead-nav" aria-label={t('pages')}>
          {entries.map(({ href, text, icon, pages }) => (
            <a key={href} href={href} aria-current={pages.includes(here) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{t(text)}</span>
            </a>
          ))}
        </nav>
        <div class="masthead-tools">
          {here !== 'board' && <LiveDot />}
          <LanguageSwitch />
          <ThemeSwitch />
          <button type="button" class="tool tool-print" onClick={() => print()} title={t('print')} aria-label={t('print')}>
            <Icon name="print" />
          </button>
          <SignOut />
        </div>
      </header>
    </>
  );
}

export function LanguageSwitch() {
  const other = language.value === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" class="tool" lang={other} onClick={() => speak(other)} title={t('otherLanguageTitle')}>
      {t('otherLanguage')}
    </button>
  );
}

export function ThemeSwitch() {
  const title = t(theme.value === 'dark' ? 'toLight' : 'toDark');
  return (
    <button type="button" class="tool" onClick={turn} title={title} aria-label={title}>
      <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}

function SignOut() {
  const state = signIn.value;
  if (state.state !== 'in') return null;
  const title = t('signOutOf', { name: state.name });
  return (
    <button type="button" class="tool" onClick={signOut} title={title} aria-label={title}>
      <Icon name="leave" />
    </button>
  );
}
