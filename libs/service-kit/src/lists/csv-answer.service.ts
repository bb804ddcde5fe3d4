/** A list as a file: each one is written into the audit trail. */
import { StreamableFile } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.store.ts';
import type { ParkRequest } from '../http/request.ts';
import { csvFile } from './csv-file.ts';

export function wantsCsv({ headers }: ParkRequest): boolean {
  return headers.accept?.includes('text/csv') ?? false;
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
