/** The search of an address with some of its parts changed. */

/** With its question mark, and empty where nothing is left. `changes`: null takes a part away. */
export function searchWith(search: string, changes: Record<string, string | null>): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next.size > 0 ? `?${next}` : '';
}
