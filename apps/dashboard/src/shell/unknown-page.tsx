/** The page for an address that leads nowhere, and the way back. */
import { Icon } from '../charts/icons.tsx';
import { t } from '../texts/language.store.ts';
import { useTitle } from './title.store.ts';

export function UnknownPage() {
  useTitle(t('unknownPage'));
  return (
    <main class="page" id="main">
      <Nowhere title={t('unknownPage')} lead={t('unknownPageLead')} href="/" way={t('toBoard')} />
    </main>
  );
}

export function Nowhere({ title, lead, href, way }: { title: string; lead: string; href: string; way: string }) {
  return (
    <section class="nowhere">
      <Icon name="space" />
      <h1 class="page-title" tabIndex={-1}>
        {title}
      </h1>
      <p class="soft">{lead}</p>
      <a class="button button-primary" href={href}>
        {way}
      </a>
    </section>
  );
}
