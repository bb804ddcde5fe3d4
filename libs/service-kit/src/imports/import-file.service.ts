/** The file of an import as a table, and its rows as what the importer takes. */
import { Refusal, type FieldError } from '@park/kernel';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { escaped } from '../http/dto-members.ts';
import { limits } from '../http/limits.ts';
import { fieldErrors, invalidInput } from '../http/validation.pipe.ts';
import { CellFault, valueOf } from './cell.ts';
import { columnOf, knownColumns, describedColumns, type FileKind } from './columns.ts';
import { FileTooLarge, readFile, type FileAnswer, type FileQuestion } from './file-reader.client.ts';
import { charsets } from './file-text.ts';
import type { FileRow, Table, TableRow } from './table.ts';
import { exampleRow } from './template.ts';

export interface ImportFile {
  content: Buffer;
  /** The sender's word for the encoding of a text file. */
  charset: string | null;
}

/** Throws `invalid` for a file that cannot be of such rows at all; the signal's reason where the sender has gone. */
export async function readTable({ content, charset }: ImportFile, of: FileKind, signal?: AbortSignal): Promise<Table> {
  if (charset !== null && !charsets.includes(charset.toLowerCase()))
    throw new Refusal('invalid', 'unknown_charset', `The charset is one of ${charsets.join(', ')}.`);
  if (startsWith(content, workbookOf1997)) throw malformedWorkbook('It is an .xls file; save it as .xlsx or CSV.');
  const isWorkbook = startsWith(content, zipArchive);
  const { table, header, encoding, malformed } = await answered(readFile(questionOf({ content, charset }, of, 'table'), signal));
  if (header) throw invalidInput(header);
  if (encoding !== undefined) throw new Refusal('invalid', 'wrong_encoding', encoding);
  if (malformed !== undefined)
    throw isWorkbook ? malformedWorkbook(malformed) : new Refusal('invalid', 'malformed_csv', withoutValue(malformed));
  if (!table || table.records.length === 0) throw new Refusal('invalid', 'empty_file', 'The file has no rows.');
  if (table.records.length > limits.fileRows)
    throw new Refusal('invalid', 'too_many_rows', `The file has more than ${limits.fileRows} rows.`);
  return table;
}

/** The header and the rows of a file that was read before, as they were sent. */
export async function readSent(file: ImportFile, of: FileKind): Promise<FileRow[]> {
  return (await answered(readFile(questionOf(file, of, 'sent')))).sent!;
}

function questionOf({ content, charset }: ImportFile, of: FileKind, wants: FileQuestion['wants']): FileQuestion {
  const isWorkbook = startsWith(content, zipArchive);
  return { wants, bytes: Uint8Array.from(content), isWorkbook, charset, known: knownColumns(of), most: limits.fileRows };
}

const zipArchive = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const workbookOf1997 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

function startsWith(bytes: Buffer, signature: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

async function answered(reading: Promise<FileAnswer>): Promise<FileAnswer> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    throw new Refusal(
      'invalid',
      'file_too_large',
      `The file needs more time or memory than one of ${limits.fileRows} rows. Is there anything far outside of its table?`,
    );
  }
}

function malformedWorkbook(reason: string): Refusal {
  return new Refusal('invalid', 'malformed_workbook', `The workbook cannot be read: ${reason}`);
}

/** The parser’s message without the value of the cell, which may be a person’s name. */
function withoutValue(message: string): string {
  return message.replace(/, value is .*$/s, '');
}

/** The typed row. Throws `invalid_input` with a pointer per bad cell; `invalid example_row`: it is the example of the template. */
export async function checkRow(of: FileKind, record: TableRow): Promise<object> {
  const typed = await typedRow(of.row, record);
  if (textOf(typed) === (await exampleOf(of)))
    throw new Refusal('invalid', 'example_row', '这是模板的示例行，请删除。 This row is the example of the template: delete it.');
  return typed;
}

const examples = new WeakMap<FileKind['row'], Promise<string>>();

function exampleOf(of: FileKind): Promise<string> {
  const known = examples.get(of.row) ?? typedRow(of.row, exampleRow(describedColumns(of))).then(textOf);
  examples.set(of.row, known);
  return known;
}

function textOf(row: object): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function typedRow(row: new () => object, { cells, faults }: TableRow): Promise<object> {
  const errors: FieldError[] = [...faults];
  const values: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(cells)) {
    try {
      values[name] = valueOf(cell, columnOf(row, name));
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      errors.push({ pointer: `/${escaped(name)}`, detail: error.message });
    }
  }
  const typed = plainToInstance(row, values);
  const reported = new Set(errors.map(({ pointer }) => pointer));
  const found = fieldErrors(await validate(typed, { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true }));
  errors.push(...found.filter(({ pointer }) => !reported.has(pointer)));
  if (errors.length > 0) throw invalidInput(errors);
  return typed;
}
