/** Fairs as postings and applications name them. */
import { invalid } from '@park/kernel';
import type { EntityManager } from 'typeorm';

/** Throws `invalid unknown_fair`. */
export async function requireFair(tx: EntityManager, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined) return;
  const [fair] = await tx.query('select 1 from fair where id = $1', [id]);
  if (!fair) throw invalid('/fair_id', 'unknown_fair', 'There is no such fair.');
}

/** The ids by code, of those that are known. */
export async function fairIdsOf(tx: EntityManager, codes: readonly (string | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(codes.filter((code) => code !== undefined))];
  if (wanted.length === 0) return new Map();
  const rows: { id: string; code: string }[] = await tx.query('select id, code from fair where code = any ($1)', [wanted]);
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** Throws `invalid unknown_fair`. */
export function knownFair(fairs: ReadonlyMap<string, string>, code: string | undefined): string | null {
  if (code === undefined) return null;
  const id = fairs.get(code);
  if (id === undefined) throw invalid('/fair_code', 'unknown_fair', 'There is no such fair.');
  return id;
}
