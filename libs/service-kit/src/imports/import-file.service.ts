/** The file of an import as a table, and its rows as what the importer takes. */
import { Refusal, type FieldError } from '@park/kernel';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { decodeText, fromCsv, type Table } from './csv.ts';
import { escaped, membersOf } from '../http/dto-members.ts';
import { fromText } from '../http/from-text.ts';
import { limits } from '../http/limits.ts';
import { fieldErrors, invalidInput } from '../http/validation.pipe.ts';
import { fromWorkbook, isWorkbook } from './workbook.client.ts';

/** Throws `invalid` for a file that cannot be of such rows at all. */
export async function readTable(content: Buffer, row: new () => object): Promise<Table> {
  const table = await tableOf(content, (columns) => requireColumns(columns, membersOf(row)));
  if (table.records.length === 0) throw new Refusal('invalid', 'empty_file', 'The file has no rows.');
  if (table.records.length > limits.fileRows)
    throw new Refusal('invalid', 'too_many_rows', `The file has more than ${limits.fileRows} rows.`);
  return table;
}

/** Each column once, and none that the rows do not have. */
function requireColumns(columns: string[], known: string[]): void {
  const seen = new Set<string>();
  const errors = columns.flatMap((column): FieldError[] => {
    const isDoubled = seen.has(column);
    seen.add(column);
    if (!known.includes(column)) return [{ pointer: `/${escaped(column)}`, detail: `no such column; known are ${known.join(', ')}` }];
    return isDoubled ? [{ pointer: `/${escaped(column)}`, detail: 'this column stands in the header twice' }] : [];
  });
  if (errors.length > 0) throw invalidInput(errors);
}

async function tableOf(content: Buffer, checkColumns: (columns: string[]) => void): Promise<Table> {
  try {
    if (!isWorkbook(content)) return fromCsv(decodeText(content), limits.fileRows + 1, checkColumns);
    const table = await fromWorkbook(content);
    checkColumns(table.columns);
    return table;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = withoutValue(error instanceof Error ? error.message : String(error));
    if (isWorkbook(content)) throw new Refusal('invalid', 'malformed_workbook', `The workbook cannot be read: ${reason}`);
    throw new Refusal('invalid', 'malformed_csv', reason);
  }
}

/** The parser’s message without the value of the cell, which may be a person’s name. */
function withoutValue(message: string): string {
  return message.replace(/, value is .*$/s, '');
}

/** The typed row, or throws `invalid_input` with a pointer per bad cell. */
export async function checkRow(row: new () => object, cells: Record<string, string>): Promise<object> {
  const filled = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== ''));
  const typed = plainToInstance(row, fromText(row, filled));
  const errors = await validate(typed, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true });
  if (errors.length > 0) throw invalidInput(fieldErrors(errors));
  return typed;
}
