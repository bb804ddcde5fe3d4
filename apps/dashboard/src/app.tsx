/** The dashboard: the page that the address names, for who is signed in. */
import { useEffect } from 'preact/hooks';
import { address } from './address/address.store.ts';
import { pageAt } from './address/pages.ts';
import { AlliancePage } from './alliance/alliance-page.tsx';
import { keepListening } from './api/live-board.store.ts';
import { BoardPage } from './board/board-page.tsx';
import { FigurePage } from './figure/figure-page.tsx';
import { FiguresPage } from './figure/figures-page.tsx';
import { QualityPage } from './quality/quality-page.tsx';
import { DashboardMasthead } from './shell/dashboard-masthead.tsx';
import { useDocumentLanguage, useFocusOn } from './shell/document.store.ts';
import { UnknownPage } from './shell/unknown-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { isSignedIn } from './sign-in/session.store.ts';
import { SeasonPage } from './season/season-page.tsx';
import { SpacePage } from './space/space-page.tsx';
import { TalentPage } from './talent/talent-page.tsx';

export function App() {
  useDocumentLanguage();
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
      <DashboardMasthead />
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
