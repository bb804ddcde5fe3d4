/** The columns of a list as those of a file: their kinds, by the types of the table, and their headings. */
import { namesOfColumn } from '@park/contracts';
import type { EntitySchemaColumnOptions, ObjectLiteral } from 'typeorm';
import type { CellKind } from '../imports/workbook-styles.ts';
import { surfaceOf } from '../documentation/answer-schemas.ts';
import type { Headings } from './headings.ts';
import type { FileColumn } from './list-file.ts';
import type { Listing } from './listing.ts';

const kinds: Record<string, CellKind> = {
  smallint: 'whole',
  integer: 'whole',
  bigint: 'whole',
  numeric: 'number',
  boolean: 'flag',
  date: 'day',
  timestamptz: 'instant',
};

export function fileColumns<Row extends ObjectLiteral>({ table }: Listing<Row>, headings: Headings = 'api'): FileColumn[] {
  const of = surfaceOf(table).slice(1);
  return Object.entries(table.options.columns).map(([name, options]) => {
    const { type, array } = options as EntitySchemaColumnOptions;
    return { name, header: headingOf(of, name, headings), kind: array ? 'text' : (kinds[String(type)] ?? 'text') };
  });
}

/** `of`: the plural name of the aggregate. A column that nobody has named for people stands under the name of the API. */
export function headingOf(of: string, column: string, headings: Headings): string {
  const names = headings === 'api' ? undefined : namesOfColumn(of, column);
  return names?.[headings === 'zh' ? 0 : 1] ?? column;
}
