/** A list as a file: each one is written into the audit trail. */
import { StreamableFile } from '@nestjs/common';
import Negotiator from 'negotiator';
import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.store.ts';
import type { ParkRequest } from '../http/request.ts';
import { csvFile } from './csv-file.ts';

const offered = ['application/json', 'text/csv', 'text/csv; charset=utf-8'];

/** By the weights of the Accept header (RFC 9110, 12.5.1); JSON where nothing is said. */
export function wantsCsv({ headers }: ParkRequest): boolean {
  const best = headers.accept === undefined ? undefined : new Negotiator({ headers }).mediaType(offered);
  return best !== undefined && best !== offered[0];
}

/** `list` stands in the audit trail, `file` is what a browser saves it as. Throws `invalid too_many_rows_to_export`. */
export async function csvAnswer(
  tx: EntityManager,
  request: ParkRequest,
  { list, file, columns, rows }: { list: string; file: string; columns: readonly string[]; rows: readonly object[] },
): Promise<StreamableFile> {
  const content = csvFile(columns, rows);
  await record(tx, request, 'exported', { list, rows: rows.length });
  return new StreamableFile(content, { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${file}.csv"` });
}
