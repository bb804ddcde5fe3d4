import type { Grain, KpiFacts } from '@park/contracts';
import { Choice, DateField, InstantField, NestedList, Text, Whole } from '@park/service-kit';
import { dimensionCodes } from './dimensions.ts';
import type { KpiQuestion } from './query-plan.ts';

const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;
const filter = (what: string): { description: string; optional: true } => ({ description: `Only this ${what}`, optional: true });

export class KpiQuery {
  @DateField({ description: 'The last day that counts; today without it. A day to come answers what is certain by now', optional: true })
  as_of?: string;

  @DateField({ description: 'First day of the period', optional: true })
  from?: string;

  @DateField({ description: 'Day after the period’s last day', optional: true })
  to?: string;

  @Choice(grains, { description: 'A series by this grain', optional: true })
  grain?: Grain;

  @Choice(dimensionCodes, { description: 'Broken down by this dimension', optional: true })
  group_by?: string;

  @InstantField({ description: 'As it was known then; stays the same for ever up to the watermark', optional: true })
  known_at?: string;

  @Text(40, filter('kind of entity'))
  kind?: string;

  @Text(40, filter('residency'))
  residency?: string;

  @Text(40, filter('industry, a section letter of GB/T 4754'))
  industry?: string;

  @Text(40, filter('size'))
  size_class?: string;

  @Text(40, filter('type of qualification'))
  qualification?: string;

  @Text(40, filter('reporting period'))
  period?: string;

  @Text(40, filter('building, by its id'))
  building?: string;

  @Text(40, filter('usage of space'))
  usage?: string;

  @Text(40, filter('brand of apartments'))
  brand?: string;

  @Text(40, filter('housing product'))
  product?: string;
}

export class FactsQuery extends KpiQuery {
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
  const given = dimensionCodes.flatMap((code) => {
    const value = query[code as keyof KpiQuery];
    return value === undefined ? [] : [[code, value] as const];
  });
  return { as_of, from, to, grain, group_by, known_at, filters: Object.fromEntries(given) };
}
