/** The title of the browser's tab. */
import { useEffect } from 'preact/hooks';
import { said, t } from '../texts/language.store.ts';
import { config } from '../sign-in/session.store.ts';

export function useTitle(page: string): void {
  const park = config.value ? said(config.value.park.name) : t('product');
  useEffect(() => {
    document.title = `${page} · ${park}`;
  }, [page, park]);
}
