/** The error report of an import job, as long as its file is kept. */
import { Refusal } from '@park/kernel';
import Negotiator from 'negotiator';
import type { EntityManager } from 'typeorm';
import { record } from '../audit/audit.store.ts';
import type { ParkRequest } from '../http/request.ts';
import { joined } from '../lists/file-answer.service.ts';
import { knownColumns, describedColumns } from './columns.ts';
import { errorReport, type Language } from './error-report.ts';
import { readSent } from './import-file.service.ts';
import type { RowError } from './import-run.service.ts';
import type { Imports } from './imports.service.ts';
import { workbookBytes } from './workbook-writer.ts';

/** Throws `not-found import_not_found`, `conflict no_error_report`, `forbidden missing_scope`. */
export async function errorReportOf(tx: EntityManager, imports: Imports, request: ParkRequest, id: string): Promise<Buffer> {
  const [job] = await tx.query('select kind, state, bad, content, charset from import_job where id = $1', [id]);
  if (!job) throw new Refusal('not-found', 'import_not_found', `There is no import "${id}".`);
  const importer = imports.importerFor(request, job.kind);
  if (!['done', 'rejected'].includes(job.state) || job.bad === 0 || job.content === null)
    throw new Refusal(
      'conflict',
      'no_error_report',
      'There is a report once the import is finished, where rows are bad, for 7 days. Later send the file again with dry_run=true.',
    );
  const file = { content: importer.sealed?.openBytes(job.content) ?? (job.content as Buffer), charset: job.charset };
  const errors: RowError[] = await tx.query(
    'select line, "column", code, message from import_error where job_id = $1 order by line, "column"',
    [id],
  );
  const sent = { rows: await readSent(file, importer), known: knownColumns(importer), described: describedColumns(importer), errors };
  const content = await joined(workbookBytes([errorReport(sent, languageOf(request))]));
  await record(tx, request, importer.sealed ? 'personal_data_read' : 'exported', { list: `errors of ${job.kind}`, import: id });
  return content;
}

function languageOf({ headers }: ParkRequest): Language {
  const preferred = new Negotiator({ headers }).language(['en', 'zh', 'zh-CN']) ?? 'en';
  return preferred.startsWith('zh') ? 'zh' : 'en';
}
