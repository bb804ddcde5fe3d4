/** A list as a file, CSV or an Excel workbook: each one is written into the audit trail. */
import { setImmediate } from 'node:timers/promises';
import { Refusal } from '@park/kernel';
import { StreamableFile } from '@nestjs/common';
import Negotiator from 'negotiator';
import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.store.ts';
import { limits } from '../http/limits.ts';
import type { ParkRequest } from '../http/request.ts';
import { fileBytes, type FileColumn, type FileForm } from './list-file.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const types: Record<FileForm, string> = { csv: 'text/csv; charset=utf-8', xlsx: workbookType };
const offered: Record<string, FileForm | null> = {
  'application/json': null,
  'text/csv': 'csv',
  'text/csv; charset=utf-8': 'csv',
  [workbookType]: 'xlsx',
};

/** By the weights of the Accept header (RFC 9110, 12.5.1); null is JSON, also where nothing is said. */
export function wantedFile({ headers }: ParkRequest): FileForm | null {
  const best = headers.accept === undefined ? undefined : new Negotiator({ headers }).mediaType(Object.keys(offered));
  return best === undefined ? null : offered[best]!;
}

export interface FileAnswer {
  /** Stands in the audit trail. */
  list: string;
  /** The name under which a browser saves it, without its extension. */
  file: string;
  columns: readonly FileColumn[];
  rows: readonly object[];
}

/** Throws `invalid too_many_rows_to_export`: a file that silently lacks the rest would be taken for the whole. */
export async function fileAnswer(
  tx: EntityManager,
  request: ParkRequest,
  form: FileForm,
  { list, file, columns, rows }: FileAnswer,
): Promise<StreamableFile> {
  if (rows.length > limits.exportRows) {
    const detail = `A file holds at most ${limits.exportRows} rows. Narrow the filters, or read the list page by page.`;
    throw new Refusal('invalid', 'too_many_rows_to_export', detail);
  }
  const content = await joined(fileBytes(form, { title: file, columns, rows }));
  await record(tx, request, 'exported', { list, rows: rows.length, form });
  return attachment(content, form, file);
}

export function attachment(content: Uint8Array, form: FileForm, file: string): StreamableFile {
  return new StreamableFile(content, { type: types[form], disposition: `attachment; filename="${file}.${form}"` });
}

/** Other requests are served between two pieces. */
export async function joined(pieces: Iterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for (const piece of pieces) {
    all.push(piece);
    await setImmediate();
  }
  return Buffer.concat(all);
}
