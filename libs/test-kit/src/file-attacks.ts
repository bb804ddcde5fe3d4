/** Files that cost little to send and would cost much to read, for the widest kind that a service imports: each is refused while it goes on answering. */
import { zipSync } from 'fflate';
import { all } from './documented-input.ts';
import type { ServiceUnderTest } from './service.ts';

const largest = 5 * 1024 * 1024;

const files: readonly { what: string; type: string; content: () => Uint8Array }[] = [
  { what: '100,000 columns above 300 rows', type: 'text/csv', content: () => Buffer.from(`${','.repeat(99_999)}\n${'1\n'.repeat(300)}`) },
  { what: '10,000 columns above 5,000 rows', type: 'text/csv', content: () => Buffer.from(`${','.repeat(9_999)}\n${'1\n'.repeat(5_000)}`) },
  { what: 'five million empty lines', type: 'text/csv', content: () => Buffer.alloc(largest, '\n') },
  {
    what: 'a workbook that unpacks to 100 MB',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: () => zipSync({ 'xl/worksheets/sheet1.xml': Buffer.alloc(100 * 1024 * 1024, ' ') }),
  },
];

export async function fileAttackFaults(park: ServiceUnderTest): Promise<{ tried: number; faults: string[] }> {
  const as = { scopes: all, subject: 'importer' };
  const { items } = await park.ok<{ items: { kind: string; columns: string[] }[] }>('GET', '/imports/kinds', { as });
  const [widest] = items.sort((a, b) => b.columns.length - a.columns.length);
  if (!widest) return { tried: 0, faults: [] };
  const faults: string[] = [];
  for (const { what, type, content } of files) {
    const sent = park.ask('POST', `/imports?kind=${widest.kind}`, { as, body: content(), headers: { 'content-type': type } });
    const [{ status, body }, alive] = await Promise.all([sent, park.ask('GET', '/health/live')]);
    if (status !== 422 || alive.status !== 200)
      faults.push(`${widest.kind}, ${what}: ${status} ${JSON.stringify(body)}, alive: ${alive.status}`);
  }
  return { tried: files.length, faults };
}
