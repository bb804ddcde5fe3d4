/** The document around a page: its language, and the focus when another page is opened. */
import { useEffect, useRef } from 'preact/hooks';
import { language } from '../texts/language.store.ts';

export function useDocumentLanguage(): void {
  useEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
  }, [language.value]);
}

/** A page that is gone to is read from its top; the page that is opened first leaves the focus to the browser. */
export function useFocusOn(page: string): void {
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    const main = document.getElementById('main');
    if (main) main.tabIndex = -1;
    main?.focus({ preventScroll: true });
  }, [page]);
}
