/** A listing: the rows and columns of an aggregate that a caller may see. */
import { isOperator, type Actor } from '@park/kernel';
import type { EntitySchema, ObjectLiteral } from 'typeorm';

export interface Listing<Row extends ObjectLiteral> {
  table: EntitySchema<Row>;
  /** Columns that rows can be sorted by; the first is the default. Never null. */
  sorts: readonly (keyof Row & string)[];
  search?: readonly (keyof Row & string)[];
  /** SQL condition on the columns: which rows belong to `:organisation`. Without it everybody with the scope sees all rows. */
  own?: string;
  /** SQL conditions on the columns for members of the query that are no columns, by member, which stands in them as `:<member>`. */
  conditions?: Readonly<Record<string, string>>;
  /** Columns that a member organisation sees as null, and cannot filter by. Nullable in the table, so that the documentation says so. */
  operatorOnly?: readonly (keyof Row & string)[];
}

/** The columns that this caller sees as null. */
export function hiddenFrom<Row extends ObjectLiteral>(caller: Actor, { operatorOnly = [] }: Listing<Row>): readonly string[] {
  return isOperator(caller) ? [] : operatorOnly;
}

/** The row as this caller may see it. */
export function shownTo<Row extends ObjectLiteral>(caller: Actor, listing: Listing<Row>, row: Row): Row {
  const hidden = hiddenFrom(caller, listing);
  return hidden.length === 0 ? row : { ...row, ...Object.fromEntries(hidden.map((column) => [column, null])) };
}
