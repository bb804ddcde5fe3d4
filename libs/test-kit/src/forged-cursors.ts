/** Cursors of every list in every order, rewritten to values of another type than the column has. */
import { createHash } from 'node:crypto';
import { DataSource, type EntityMetadata } from 'typeorm';
import { all, type Operation } from './documented-input.ts';
import type { ServiceUnderTest } from './service.ts';

interface List {
  path: string;
  operation: Operation;
}

const id = '0197a0c0-0000-7000-8000-000000000001';
const good: Record<string, unknown> = { date: '2025-01-01', timestamptz: '2025-01-01T00:00:00Z', text: 'x' };
const values = [
  'x',
  '',
  'a\0',
  '2025-01-01',
  '2025-13-45',
  '0001-01-01',
  '2025-01-01T00:00:00+99:99',
  '1900-01-01T00:00:00-14:00',
  -1,
  2 ** 31,
  2 ** 53,
  1e300,
  0.5,
  true,
  null,
  [],
  {},
];

/** The addresses to ask, and a fault for each list of which no cursor could be made: then the attack would show nothing. */
export async function forgedCursors(park: ServiceUnderTest, lists: readonly List[]): Promise<{ addresses: string[]; faults: string[] }> {
  const addresses: string[] = [];
  const faults: string[] = [];
  for (const list of lists) {
    for (const sort of await sortsOf(park, list.path)) {
      const of = await digestOf(park, list, sort);
      if (of === null) faults.push(`GET ${list.path}?sort=${sort}: no cursor could be made`);
      else addresses.push(...values.map((value) => addressOf(list.path, sort, [of, value, id])), addressOf(list.path, sort, [of, 1, 'x']));
    }
  }
  return { addresses, faults };
}

/** The refusal of an unknown one names them. */
async function sortsOf(park: ServiceUnderTest, path: string): Promise<string[]> {
  const { body } = await park.ask('GET', `${path}?sort=no-such-column`, { as: { scopes: all } });
  return (/^Sort by one of (.+)\.$/.exec(body?.detail ?? '')?.[1] ?? '').split(', ').filter(Boolean);
}

/** The part of a cursor that says which list it is of (lists.service.ts): found by trying each table. */
async function digestOf(park: ServiceUnderTest, { path, operation }: List, sort: string): Promise<string | null> {
  const named = (operation.parameters ?? []).filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const filters = named.filter((name) => !['limit', 'cursor', 'count', 'headings', 'sort'].includes(name)).map((name) => [name, undefined]);
  for (const table of park.app.get(DataSource).entityMetadatas) {
    const value = valueFor(table, sort);
    if (value === undefined) continue;
    for (const kept of [[], filters]) {
      const of = createHash('sha256')
        .update(JSON.stringify([table.name, sort, kept.sort()]))
        .digest('base64url')
        .slice(0, 12);
      const { status } = await park.ask('GET', addressOf(path, sort, [of, value, id]), { as: { scopes: all } });
      if (status === 200) return of;
    }
  }
  return null;
}

function valueFor({ columns }: EntityMetadata, sort: string): unknown {
  const column = columns.find(({ propertyName }) => propertyName === sort);
  return column && (good[String(column.type)] ?? 1);
}

function addressOf(path: string, sort: string, cursor: unknown[]): string {
  return `${path}?sort=${sort}&cursor=${Buffer.from(JSON.stringify(cursor)).toString('base64url')}`;
}
