/** Ids and codes of new records. A code is the next of a series, or given with the record; a series never reuses a code, and has gaps. */
import { dateAt, type NewIdentity } from '@park/kernel';
import type { Command } from './command.ts';

/** With a code such as `TN-000001` of at least six digits, from the sequence `code_<prefix>` in lower case. */
export async function newIdentity(command: Command, prefix: string): Promise<NewIdentity> {
  return (await newIdentities(command, prefix, 1))[0]!;
}

export async function newIdentities(command: Command, prefix: string, count: number): Promise<NewIdentity[]> {
  const rows: { code: string }[] = await command.tx.query(
    `select $1 || '-' || lpad(n::text, greatest(6, length(n::text)), '0') as code from (select nextval($2) as n from generate_series(1, $3)) numbers`,
    [prefix, `code_${prefix.toLowerCase()}`, count],
  );
  return rows.map(({ code }) => identityWith(command, code));
}

export function identityWith(command: Command, code: string): NewIdentity {
  return { id: command.newId(), code, now: command.now, today: dateAt(command.now) };
}
