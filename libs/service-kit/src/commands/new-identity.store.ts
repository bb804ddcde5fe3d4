/** Ids and codes of new records. A code is the next of a series, or given with the record; a series never reuses a code, and has gaps. */
import { dateAt, type NewIdentity } from '@park/kernel';
import { askPrepared } from '@park/outbox';
import type { Command } from './command.ts';

const codesStatement = { name: 'codes', text: 'select nextval($1::regclass) as n from generate_series(1, $2)' };

/** With a code such as `TN-000001` of at least six digits, from the sequence `code_<prefix>` in lower case. */
export async function newIdentity(command: Command, prefix: string): Promise<NewIdentity> {
  return (await newIdentities(command, prefix, 1))[0]!;
}

export async function newIdentities(command: Command, prefix: string, count: number): Promise<NewIdentity[]> {
  const numbers = await askPrepared<{ n: number }>(command.tx, codesStatement, [`code_${prefix.toLowerCase()}`, count]);
  return numbers.map(({ n }) => identityWith(command, `${prefix}-${String(n).padStart(6, '0')}`));
}

export function identityWith(command: Command, code: string): NewIdentity {
  return { id: command.newId(), code, now: command.now, today: dateAt(command.now) };
}
