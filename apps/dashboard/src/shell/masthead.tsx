/** The top of every page: whose park, which page, which language and light, who is signed in. */
import type { ComponentChildren } from 'preact';
import { Icon, Mark, type IconName } from '../charts/icons.tsx';
import { config, signIn, signOut } from '../sign-in/session.store.ts';
import { language, said, speak, t } from '../texts/language.store.ts';
import type { TextKey } from '../texts/zh.ts';
import { theme, turn } from './theme.store.ts';

export interface MastheadEntry {
  href: string;
  text: TextKey;
  icon: IconName;
}

interface Props {
  entries: readonly MastheadEntry[];
  /** The entry that is shown. */
  here: MastheadEntry | undefined;
  children?: ComponentChildren;
}

export function Masthead({ entries, here, children }: Props) {
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
          {entries.map((entry) => (
            <a key={entry.href} href={entry.href} aria-current={entry === here ? 'page' : undefined}>
              <Icon name={entry.icon} />
              <span>{t(entry.text)}</span>
            </a>
          ))}
        </nav>
        <div class="masthead-tools">
          {children}
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
