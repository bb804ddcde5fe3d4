/** Whether the clock jobs of a service find their due rows by an index, however many rows of past years are behind these. */
import { Schedule, withMoment } from '@park/service-kit';
import type { ServiceUnderTest } from './service.ts';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: PlanNode[];
}

/** `<job>: <scan>` for each scan that reads a whole table, or a whole index that is not partial. */
export async function wholeScansOfJobs({ app, database }: ServiceUnderTest): Promise<string[]> {
  const { dueJobs } = app.get(Schedule);
  if (dueJobs.length === 0) throw new Error('This service has no jobs on rows.');
  return await database.dataSource.transaction(async (tx) => {
    const partial: { name: string }[] = await tx.query('select indexrelid::regclass::text as name from pg_index where indpred is not null');
    const partialNames = new Set(partial.map(({ name }) => name));
    // The tables are empty; without this, reading them whole would be the best plan for any of them.
    await tx.query('set local enable_seqscan = off');
    const found: string[] = [];
    for (const { name, due } of dueJobs) {
      const [row] = await tx.query(
        `explain (format json)
         select d.id from (${withMoment(due, `'2025-06-16'`, `'2025-06-16T02:00:00Z'`)}) d order by d.due_at, d.id limit 50`,
      );
      const [{ Plan: plan }] = row['QUERY PLAN'] as [{ Plan: PlanNode }];
      for (const node of nodesOf(plan)) {
        const isWhole = node['Node Type'].endsWith('Scan') && node['Index Cond'] === undefined && node['Node Type'] !== 'Bitmap Heap Scan';
        const isPartial = partialNames.has(node['Index Name'] ?? '');
        if (isWhole && !isPartial && node['Node Type'] !== 'Subquery Scan')
          found.push(`${name}: ${node['Node Type']} ${node['Index Name'] ?? node['Relation Name']}`);
      }
    }
    return found;
  });
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
