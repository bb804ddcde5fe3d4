/** The dashboard: the page that the address names, for who is signed in. */
import { useEffect, useRef } from 'preact/hooks';
import { address } from './address/address.store.ts';
import { pageAt } from './address/pages.ts';
import { AlliancePage } from './alliance/alliance-page.tsx';
import { keepListening } from './api/live-board.store.ts';
import { BoardPage } from './board/board-page.tsx';
import { FigurePage } from './figure/figure-page.tsx';
import { FiguresPage } from './figure/figures-page.tsx';
import { QualityPage } from './quality/quality-page.tsx';
import { Masthead } from './shell/masthead.tsx';
import { UnknownPage } from './shell/unknown-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { isSignedIn } from './sign-in/session.store.ts';
import { SeasonPage } from './season/season-page.tsx';
import { SpacePage } from './space/space-page.tsx';
import { TalentPage } from './talent/talent-page.tsx';
import { language } from './texts/language.store.ts';

export function App() {
  useEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  }, [language.value]);
  return isSignedIn.value ? <SignedIn /> : <SignInPage />;
}

function SignedIn() {
  useEffect(() => {
    const leaving = new AbortController();
    void keepListening(leaving.signal);
    return () => leaving.abort();
  }, []);
  return (
    <>
      <Masthead />
      <CurrentPage />
    </>
  );
}

function CurrentPage() {
  const page = pageAt(address.value.path);
  useFocusOn(page.name === 'figure' ? page.code : page.name);
  switch (page.name) {
    case 'board':
      return <BoardPage />;
    case 'figures':
      return <FiguresPage />;
    case 'figure':
      return <FigurePage key={page.code} code={page.code} />;
    case 'space':
      return <SpacePage building={page.building} />;
    case 'season':
      return <SeasonPage season={page.season} />;
    case 'talent':
      return <TalentPage fair={page.fair} />;
    case 'alliance':
      return <AlliancePage />;
    case 'quality':
      return <QualityPage />;
    case 'unknown':
      return <UnknownPage />;
  }
}

/** A page that is gone to is read from its top; the page that is opened first leaves the focus to the browser. */
function useFocusOn(page: string): void {
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    const main = document.getElementById('main');
    if (main) main.tabIndex = -1;
    main?.focus({ preventScroll: true });
  }, [page]);
}
