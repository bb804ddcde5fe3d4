/** The file of an import as a table, and its rows as what the importer takes. */
import { Refusal } from '@park/kernel';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { decodeText, fromCsv, type Table } from './csv.ts';
import { membersOf } from '../http/dto-members.ts';
import { fromText } from '../http/from-text.ts';
import { fieldErrors, invalidInput } from '../http/validation.pipe.ts';
import { fromWorkbook, isWorkbook } from './workbook.client.ts';

const maxRows = 5_000;

/** Throws `invalid` for a file that cannot be of such rows at all. */
export async function readTable(content: Buffer, row: new () => object): Promise<Table> {
  const table = await tableOf(content);
  const known = membersOf(row);
  const unknown = table.columns.filter((column) => !known.includes(column));
  if (unknown.length > 0) {
    throw invalidInput(unknown.map((column) => ({ pointer: `/${column}`, detail: `no such column; known are ${known.join(', ')}` })));
  }
  if (table.records.length === 0) throw new Refusal('invalid', 'empty_file', 'The file has no rows.');
  if (table.records.length > maxRows)
    throw new Refusal('invalid', 'too_many_rows', `The file has ${table.records.length} rows; ${maxRows} are the most.`);
  return table;
}

async function tableOf(content: Buffer): Promise<Table> {
  try {
    return isWorkbook(content) ? await fromWorkbook(content) : fromCsv(decodeText(content));
  } catch (error) {
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
