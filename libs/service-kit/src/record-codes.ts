/** Human-readable codes: a prefix and a number from a sequence of the database; never reused, gaps are normal. */
import type { EntityManager } from 'typeorm';

/** `count` new codes such as `TN-000001`; the sequence is called `code_<prefix>`, in lower case. */
export async function nextCodes(tx: EntityManager, prefix: string, count: number): Promise<string[]> {
  const rows: { code: string }[] = await tx.query(
    `select $1 || '-' || lpad(nextval($2)::text, 6, '0') as code from generate_series(1, $3)`,
    [prefix, `code_${prefix.toLowerCase()}`, count],
  );
  return rows.map(({ code }) => code);
}

export async function nextCode(tx: EntityManager, prefix: string): Promise<string> {
  return (await nextCodes(tx, prefix, 1))[0]!;
}
