/** The top of every page of the member's page. */
import { address } from '../../address/address.store.ts';
import { Masthead, type MastheadEntry } from '../../shell/masthead.tsx';
import { memberPageAt, type MemberPage } from '../pages.ts';

const entries: readonly (MastheadEntry & { pages: readonly MemberPage['name'][] })[] = [
  { href: '/', text: 'feedDoors', icon: 'doors', pages: ['doors', 'endpoint'] },
  { href: '/filters', text: 'feedSubscriptions', icon: 'subscription', pages: ['subscriptions', 'subscription'] },
  { href: '/types', text: 'feedCatalogue', icon: 'catalogue', pages: ['catalogue'] },
  { href: '/connect', text: 'feedConnect', icon: 'snippets', pages: ['connect'] },
];

export function MemberMasthead() {
  const { name } = memberPageAt(address.value.path);
  return <Masthead entries={entries} here={entries.find(({ pages }) => pages.includes(name))} />;
}
