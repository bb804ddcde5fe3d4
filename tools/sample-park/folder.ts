/** The sample park as files that a person can open, and what a load has begun, in one folder. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { addDays, dateAt } from '../../libs/kernel/src/date.ts';
import { readJson, writeJson } from '../parts/process-record.ts';
import type { JobNotes } from './import-job.ts';
import { readme } from './readme.ts';
import type { SampleFile, SamplePark } from './sample-park.ts';

/** UTF-8 with a byte-order mark: Excel then shows the Chinese. */
export function csvOf(rows: readonly object[]): Buffer {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Buffer.from(stringify(rows as object[], { bom: true, header: true, columns, cast: { boolean: String } }));
}

/** Files of another opening day are thrown away. */
export function writeFolder(folder: string, { story, files }: SamplePark): (SampleFile & { content: Buffer })[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (name.endsWith('.csv')) rmSync(join(folder, name));
  const written = files.map((file) => ({ ...file, content: csvOf(file.rows) }));
  for (const { name, content } of written) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, '说明-README.txt'), `\ufeff${readme(story)}`);
  return written;
}

const loadFile = 'load.json';

interface LoadState {
  openingDay: string;
  /** The instant of the first run: what was over by then has ended in the files. */
  begunAt: string;
  /** Import jobs by file. */
  jobs: Record<string, string>;
}

/** Undefined where nothing was ever loaded. */
export function openingDayIn(folder: string): string | undefined {
  return readJson<LoadState>(join(folder, loadFile))?.openingDay;
}

/** The folder that an earlier run has begun: its opening day stays, also when the next run is on another day. */
export class LoadNotes implements JobNotes {
  readonly openingDay: string;
  readonly begunAt: Date;
  private readonly file: string;
  private readonly jobs: Record<string, string>;

  private constructor(file: string, { openingDay, begunAt, jobs }: LoadState) {
    this.file = file;
    this.openingDay = openingDay;
    this.begunAt = new Date(begunAt);
    this.jobs = jobs;
  }

  /** The day before `now` where none is asked for: the opening day is over. Throws where another opening day was begun with. */
  static open(folder: string, asked: string | undefined, now: Date): LoadNotes {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, loadFile);
    const begun = readJson<LoadState>(file);
    if (begun && asked && begun.openingDay !== asked) {
      throw new Error(`Loading has begun with the opening day ${begun.openingDay}: npm run reset throws it away.`);
    }
    const openingDay = asked ?? addDays(dateAt(now), -1);
    const notes = new LoadNotes(file, begun ?? { openingDay, begunAt: now.toISOString(), jobs: {} });
    notes.write();
    return notes;
  }

  idOf(file: string): string | undefined {
    return this.jobs[file];
  }

  note(file: string, id: string): void {
    this.jobs[file] = id;
    this.write();
  }

  private write(): void {
    const { openingDay, begunAt, jobs } = this;
    writeJson(this.file, { openingDay, begunAt: begunAt.toISOString(), jobs } satisfies LoadState);
  }
}
