import { t } from '../texts/language.store.ts';
import { useTitle } from './title.store.ts';

export function UnknownPage() {
  useTitle(t('unknownPage'));
  return (
    <main class="page" id="main">
      <h1 class="page-title" tabIndex={-1}>
        {t('unknownPage')}
      </h1>
      <p>
        <a href="/">{t('toBoard')}</a>
      </p>
    </main>
  );
}
