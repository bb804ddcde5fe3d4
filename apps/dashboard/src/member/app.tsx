/** The member's page: on it a member organisation of the alliance manages its feed. */
import { address } from '../address/address.store.ts';
import { get, Refused } from '../api/park-api.client.ts';
import { useResource, type Source } from '../api/resource.store.ts';
import { useDocumentLanguage, useFocusOn } from '../shell/document.store.ts';
import { Nowhere } from '../shell/unknown-page.tsx';
import { isSignedIn } from '../sign-in/session.store.ts';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { useTitle } from '../shell/title.store.ts';
import { t } from '../texts/language.store.ts';
import type { Positions } from './api.ts';
import { CataloguePage } from './catalogue/catalogue-page.tsx';
import { ConnectPage } from './connect/connect-page.tsx';
import { DoorsPage } from './doors/doors-page.tsx';
import { EndpointPage } from './endpoint/endpoint-page.tsx';
import { memberPageAt } from './pages.ts';
import { ClosedNotice, ClosedPage } from './shell/closed-notice.tsx';
import { MemberMasthead } from './shell/member-masthead.tsx';
import { SubscriptionPage } from './subscriptions/subscription-page.tsx';
import { SubscriptionsPage } from './subscriptions/subscriptions-page.tsx';

/** Asked for, not streamed: a stream of the page would count as one of the member's own. */
const everyMs = 5_000;

export function MemberApp() {
  useDocumentLanguage();
  return isSignedIn.value ? <SignedIn /> : <SignInPage />;
}

function SignedIn() {
  const feed = useResource<Positions>('positions', (signal) => get<Positions>('/feed/positions', signal), { everyMs });
  const { error } = feed.state.value;
  const refusal = error instanceof Refused && error.status === 403 ? error : null;
  return (
    <>
      <MemberMasthead />
      {refusal && <ClosedNotice refusal={refusal} />}
      <CurrentPage feed={feed} refusal={refusal} />
    </>
  );
}

function CurrentPage({ feed, refusal }: { feed: Source<Positions>; refusal: Refused | null }) {
  const page = memberPageAt(address.value.path);
  useFocusOn('id' in page ? `${page.name} ${page.id}` : page.name);
  if (refusal && (page.name === 'doors' || page.name === 'catalogue')) return <ClosedPage refusal={refusal} />;
  switch (page.name) {
    case 'doors':
      return <DoorsPage feed={feed} />;
    case 'endpoint':
      return <EndpointPage key={page.id} id={page.id} feed={feed} />;
    case 'subscriptions':
      return <SubscriptionsPage />;
    case 'subscription':
      return <SubscriptionPage key={page.id ?? 'new'} id={page.id} />;
    case 'catalogue':
      return <CataloguePage />;
    case 'connect':
      return <ConnectPage />;
    case 'unknown':
      return <UnknownMemberPage />;
  }
}

function UnknownMemberPage() {
  useTitle(t('unknownPage'));
  return (
    <main class="page" id="main">
      <Nowhere title={t('unknownPage')} lead={t('unknownPageLead')} href="/" way={t('feedToDoors')} />
    </main>
  );
}
