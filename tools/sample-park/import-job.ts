/** One CSV file through a service's public import, watched until it is done. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ParkApi } from './park-api.ts';
import type { SampleFile } from './sample-park.ts';

export interface BadRow {
  line: number;
  column: string;
  code: string;
  message: string;
}

export interface ImportJob {
  id: string;
  state: 'queued' | 'running' | 'done' | 'rejected' | 'failed';
  failure?: string | null;
  rows: number;
  processed: number;
  created: number;
  unchanged: number;
  bad: number;
}

/** The ids of the jobs of an earlier run, by file; a new one is noted before it is watched. */
export interface JobNotes {
  idOf(file: string): string | undefined;
  note(file: string, id: string): void;
}

const lookEveryMs = 200;
/** A service hears of other services' records from their events, a moment after they are there. */
const notHeardYet = ['unknown_employer', 'unknown_organisation', 'unknown_gathering'];
const hearsWithinMs = 60_000;

/**
 * Answers the job when every row is in. What a service has not heard of yet is sent again, and only that: it may have forgotten persons of
 * the others by then, and would take them for new ones. Throws with every bad row.
 */
export async function importFile(
  api: ParkApi,
  whole: SampleFile & { content: Buffer },
  notes: JobNotes,
  onProgress: (job: ImportJob) => void,
): Promise<ImportJob> {
  const started = Date.now();
  let file = whole;
  for (let attempt = 1; ; attempt++) {
    const job = await watch(api, file, await begun(api, file, notes, attempt), onProgress);
    if (job.state !== 'done') throw new Error(`${file.name} was not imported: ${job.failure ?? job.state}`);
    if (job.bad === 0) return job;
    const bad = await badRows(api, file, job);
    if (bad.some(({ code }) => !notHeardYet.includes(code)) || Date.now() - started > hearsWithinMs) throw new Error(describe(file, bad));
    file = { ...file, content: linesOf(file.content, [1, ...bad.map(({ line }) => line)]) };
    await pause(1000);
  }
}

/** No cell of the files has a line break. */
function linesOf(content: Buffer, numbers: readonly number[]): Buffer {
  const lines = content.toString().split('\n');
  return Buffer.from(numbers.map((number) => lines[number - 1]!).join('\n'));
}

/** An import that an earlier run began is waited for, not begun again. Rows that are there already stay as they are, so no row comes twice. */
async function begun(api: ParkApi, file: SampleFile & { content: Buffer }, notes: JobNotes, attempt: number): Promise<string> {
  const known = notes.idOf(file.name);
  if (attempt === 1 && known && (await api.ask<ImportJob>(file.service, `/imports/${known}`))) return known;
  const job = await api.ask<ImportJob>(file.service, '/imports', {
    method: 'POST',
    query: { kind: file.kind, policy: 'skip_bad_rows', file_name: file.name },
    csv: file.content,
    idempotencyKey: `${file.name}-${attempt}`,
  });
  if (!job) throw new Error(`${file.service} has no imports.`);
  notes.note(file.name, job.id);
  return job.id;
}

async function watch(api: ParkApi, file: SampleFile, id: string, onProgress: (job: ImportJob) => void): Promise<ImportJob> {
  for (;;) {
    const job = await api.ask<ImportJob>(file.service, `/imports/${id}`);
    if (!job) throw new Error(`${file.service} has forgotten the import of ${file.name}.`);
    onProgress(job);
    if (job.state !== 'queued' && job.state !== 'running') return job;
    await pause(lookEveryMs);
  }
}

async function badRows(api: ParkApi, file: SampleFile, { id }: ImportJob): Promise<BadRow[]> {
  const bad: BadRow[] = [];
  for (;;) {
    const page = await api.ask<{ items: BadRow[] }>(file.service, `/imports/${id}/errors`, {
      query: { after_line: String(bad.at(-1)?.line ?? 0) },
    });
    if (!page || page.items.length === 0) return bad;
    bad.push(...page.items);
  }
}

function describe(file: SampleFile, bad: readonly BadRow[]): string {
  const lines = bad.map(({ line, column, code, message }) => `  line ${line}, ${column || 'row'}: ${message} (${code})`);
  return [`${file.name}: ${bad.length} bad rows`, ...lines].join('\n');
}
