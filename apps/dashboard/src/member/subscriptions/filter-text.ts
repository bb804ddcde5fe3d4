/** Filters in short: what stands in them, and whether two are the same. */
import type { CatalogueItem, Filter } from '../api.ts';

export const emptyFilter: Filter = { types: [], modes: [], topics: [], resources: [] };

/** `park.recruitment.fair.phase-changed.v1` without what all have. */
export function shortName(type: string): string {
  return type.replace(/^park\./, '').replace(/\.v1$/, '');
}

export function isSameFilter(a: Filter, b: Filter): boolean {
  const sorted = ({ types, modes, topics, resources }: Filter): string =>
    JSON.stringify([types, modes, topics, resources].map((list) => [...list].sort()));
  return sorted(a) === sorted(b);
}

export function isEverything({ types, modes, topics, resources }: Filter): boolean {
  return types.length + modes.length + topics.length + resources.length === 0;
}

/** With the value where it was not, and without it where it was. */
export function toggled<Value>(list: readonly Value[], value: Value): Value[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

/** Ids between spaces, commas or lines. */
export function idsIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** The items in whose name or meaning, in either language, all words are. */
export function found(items: readonly CatalogueItem[], words: string): CatalogueItem[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ type, summary }) => {
    const text = `${type} ${summary.zh} ${summary.en}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** In the order in which the services come. */
export function byService(items: readonly CatalogueItem[]): [service: string, items: CatalogueItem[]][] {
  return [...Map.groupBy(items, ({ service }) => service)];
}
