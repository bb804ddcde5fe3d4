import type { Grain, KpiFacts } from '@park/contracts';
import { Choice, DateField, type Headings, HeadingsField, InstantField, NestedList, Text, Whole } from '@park/service-kit';
import { figures } from '../figures/registry.ts';
import type { KpiQuestion } from '../kpi/query-plan.ts';

const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;

export class KpiQuery {
  @DateField({ description: 'The last day that counts; today without it. A day to come answers what is certain by now', optional: true })
  as_of?: string;

  @DateField({ description: 'First day of the period', optional: true })
  from?: string;

  @DateField({ description: 'Day after the period’s last day', optional: true })
  to?: string;

  @Choice(grains, { description: 'A series by this grain', optional: true })
  grain?: Grain;

  @Choice([...figures.filters.keys()], { description: 'Broken down by this dimension', optional: true })
  group_by?: string;

  @InstantField({ description: 'As it was known then; stays the same for ever up to the watermark', optional: true })
  known_at?: string;
}

// Every dimension is a filter too. Which values it has depends on the figure, and is checked there (kpi/query-plan.ts).
for (const [code, names] of figures.filters)
  Text(40, { description: `Only this ${names}, where the figure has it`, optional: true })(KpiQuery.prototype, code);

export class KpiFileQuery extends KpiQuery {
  @HeadingsField()
  headings?: Headings;
}

export class FactsQuery extends KpiFileQuery {
  @Choice(['numerator', 'denominator'], { description: 'Of a ratio', default: 'numerator', optional: true })
  side?: KpiFacts['side'];

  @Text(60, { description: 'Where the page before ended: its `next`', optional: true })
  cursor?: string;

  @Whole(1, 500, { default: 50, optional: true })
  limit?: number;
}

export class KpiBatchItem extends KpiQuery {
  @Text(60, { example: 'market_entities_stock' })
  code: string;
}

export class KpiBatch {
  @NestedList(() => KpiBatchItem, 1, 50, { description: 'All are answered from one state of the ledger' })
  queries: KpiBatchItem[];
}

export function questionOf(query: KpiQuery): KpiQuestion {
  const { as_of, from, to, grain, group_by, known_at } = query;
  const given = new Map(Object.entries(query));
  const filters = [...figures.filters.keys()].flatMap((code) => (given.get(code) === undefined ? [] : [[code, given.get(code) as string]]));
  return { as_of, from, to, grain, group_by, known_at, filters: Object.fromEntries(filters) };
}
