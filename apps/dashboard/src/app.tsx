/** The dashboard: the page that the address names, for who is signed in. */
import { useEffect } from 'preact/hooks';
import { address } from './address/address.store.ts';
import { pageAt } from './address/pages.ts';
import { keepListening } from './api/live-board.store.ts';
import { BoardPage } from './board/board-page.tsx';
import { Masthead } from './shell/masthead.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { isSignedIn } from './sign-in/session.store.ts';
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
  switch (page.name) {
    case 'board':
      return <BoardPage />;
    default:
      return <BoardPage />;
  }
}
