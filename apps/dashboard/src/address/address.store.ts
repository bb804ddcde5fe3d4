/** The place in the dashboard: the browser's address, which links and filters change. */
import { signal } from '@preact/signals';

export interface Address {
  path: string;
  search: string;
}

function read(): Address {
  return { path: location.pathname, search: location.search };
}

export const address = signal<Address>(read());

export function go(href: string, { replace = false } = {}): void {
  if (href === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  const before = address.value.path;
  address.value = read();
  if (before !== address.value.path) window.scrollTo(0, 0);
}

window.addEventListener('popstate', () => (address.value = read()));

/** Plain links stay in the dashboard; new tabs, downloads and other sites are the browser's own. */
document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  const url = new URL(link.href, location.href);
  go(url.pathname + url.search);
});
