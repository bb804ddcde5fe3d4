/** The top of every page of the dashboard: its pages, and whether what is shown is the present. */
import { address } from '../address/address.store.ts';
import { pageAt, type Page } from '../address/pages.ts';
import { LiveDot } from '../board/live-state.tsx';
import { Masthead, type MastheadEntry } from './masthead.tsx';

const entries: readonly (MastheadEntry & { pages: readonly Page['name'][] })[] = [
  { href: '/', text: 'board', icon: 'board', pages: ['board'] },
  { href: '/figures', text: 'figures', icon: 'figures', pages: ['figures', 'figure'] },
  { href: '/space', text: 'space', icon: 'space', pages: ['space'] },
  { href: '/season', text: 'season', icon: 'season', pages: ['season'] },
  { href: '/talent', text: 'talent', icon: 'talent', pages: ['talent'] },
  { href: '/alliance', text: 'alliance', icon: 'alliance', pages: ['alliance'] },
  { href: '/quality', text: 'quality', icon: 'quality', pages: ['quality'] },
];

export function DashboardMasthead() {
  const page = pageAt(address.value.path).name;
  return (
    <Masthead entries={entries} here={entries.find(({ pages }) => pages.includes(page))}>
      {page !== 'board' && <LiveDot />}
    </Masthead>
  );
}
