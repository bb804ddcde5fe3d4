/** The pages of the member's page, and which address leads to which. None of them is a path of the API of feeds. */
export type MemberPage =
  | { name: 'doors' }
  | { name: 'endpoint'; id: string }
  | { name: 'subscriptions' }
  | { name: 'subscription'; id: string | null }
  | { name: 'catalogue' }
  | { name: 'connect' }
  | { name: 'unknown' };

export function memberPageAt(path: string): MemberPage {
  const [first = '', second, ...more] = path.split('/').filter(Boolean);
  if (more.length > 0) return { name: 'unknown' };
  if (second !== undefined && first !== 'doors' && first !== 'filters') return { name: 'unknown' };
  switch (first) {
    case '':
      return { name: 'doors' };
    case 'doors':
      return second === undefined ? { name: 'doors' } : { name: 'endpoint', id: second };
    case 'filters':
      return second === undefined ? { name: 'subscriptions' } : { name: 'subscription', id: second === 'new' ? null : second };
    case 'types':
      return { name: 'catalogue' };
    case 'connect':
      return { name: 'connect' };
    default:
      return { name: 'unknown' };
  }
}
