/** The dashboard's pages, and which address leads to which. */
export type Page =
  | { name: 'board' }
  | { name: 'figures' }
  | { name: 'figure'; code: string }
  | { name: 'space'; building: string | null }
  | { name: 'season'; season: string | null }
  | { name: 'talent'; fair: string | null }
  | { name: 'alliance' }
  | { name: 'quality' }
  | { name: 'unknown' };

export function pageAt(path: string): Page {
  const [first = '', second, ...more] = path.split('/').filter(Boolean);
  if (more.length > 0) return { name: 'unknown' };
  switch (first) {
    case '':
      return { name: 'board' };
    case 'figures':
      return second === undefined ? { name: 'figures' } : { name: 'figure', code: second };
    case 'space':
      return { name: 'space', building: second ?? null };
    case 'season':
      return { name: 'season', season: second ?? null };
    case 'talent':
      return { name: 'talent', fair: second ?? null };
    case 'alliance':
      return second === undefined ? { name: 'alliance' } : { name: 'unknown' };
    case 'quality':
      return second === undefined ? { name: 'quality' } : { name: 'unknown' };
    default:
      return { name: 'unknown' };
  }
}
