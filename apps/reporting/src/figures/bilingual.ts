import type { Bilingual } from '@park/contracts';

/** Names of values, written as pairs. */
export function bilingual(pairs: Record<string, [zh: string, en: string]>): Record<string, Bilingual> {
  return Object.fromEntries(Object.entries(pairs).map(([value, [zh, en]]) => [value, { zh, en }]));
}
