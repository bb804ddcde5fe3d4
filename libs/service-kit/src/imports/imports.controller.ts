import { Refusal } from '@park/kernel';
import { Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Commands } from '../commands/commands.service.ts';
import { Choice, Flag, Text, Whole } from '../http/fields.dto.ts';
import { Imports } from './imports.service.ts';
import type { ImportJob, ImportPolicy, RowError } from './import-run.service.ts';
import type { ParkRequest } from '../http/request.ts';
import { answerOf } from '../documentation/answer.ts';

class ImportQuery {
  @Text(60, { description: 'What the rows are; GET /imports/kinds lists them with their columns' })
  kind: string;

  @Choice(['all_or_nothing', 'skip_bad_rows'], { default: 'all_or_nothing', optional: true })
  policy?: ImportPolicy;

  @Flag({ description: 'Only check: every rule is tried, nothing is written', default: false, optional: true })
  dry_run?: boolean;

  @Text(200, { optional: true })
  file_name?: string;
}

class ErrorsQuery {
  @Whole(0, 1_000_000, { description: 'Errors of lines after this one', default: 0, optional: true })
  after_line?: number;
}

const importJob = z.object({
  id: z.uuid(),
  kind: z.string(),
  policy: z.enum(['all_or_nothing', 'skip_bad_rows']),
  dry_run: z.boolean(),
  state: z.enum(['queued', 'running', 'done', 'rejected', 'failed']),
  file_name: z.string().nullable(),
  sha256: z.string().describe('Of the file, hex'),
  rows: z.int(),
  processed: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  bad: z.int().describe('Rows that are refused; GET /imports/{id}/errors tells why'),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  failure: z.string().nullable(),
});
const importKinds = z.object({ items: z.array(z.object({ kind: z.string(), scope: z.string(), columns: z.array(z.string()) })) });
const importErrors = z.object({
  items: z.array(z.object({ line: z.int(), column: z.string(), code: z.string(), message: z.string() })),
  next: z.int().nullable().describe('`after_line` of the next page; null on the last one'),
});
const jobColumns = `id, kind, policy, dry_run, state, file_name, sha256, rows, processed, created, updated, unchanged, bad, created_at, started_at,
  finished_at, failure`;
const errorsOfAPage = 500;

/** Content types of a file; what it is shows in its first bytes. */
export const fileTypes = [
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];

@ApiTags('imports')
@Controller('imports')
@ApiOAuth2(['park:import:write'])
export class ImportsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse(answerOf(importJob))
  @ApiOperation({
    summary:
      'Import a CSV file (UTF-8, UTF-16 or GBK; `charset` of the Content-Type says which) or the first sheet of an Excel workbook; at most 5,000 rows and 5 MB',
  })
  @ApiConsumes(...fileTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async start(@Req() request: ParkRequest, @Query() query: ImportQuery): Promise<ImportJob> {
    const content = request.body;
    if (!Buffer.isBuffer(content))
      throw new Refusal('invalid', 'malformed_csv', `Send the file as the body, as ${fileTypes.join(' or ')}.`);
    const { kind, policy = 'all_or_nothing', dry_run: dryRun = false, file_name: fileName = null } = query;
    const file = { content, charset: charsetOf(request) };
    const rows = await whileConnected(request, (signal) => this.imports.look(request, kind, file, signal));
    const job = await this.commands.run(request, async ({ tx }) => {
      return await this.find(await this.imports.enqueue(tx, request, { kind, policy, dryRun, fileName, rows, ...file }), tx);
    });
    this.imports.nudge();
    return job;
  }

  @Get('kinds')
  @ApiOkResponse(answerOf(importKinds))
  @ApiOperation({ summary: 'The kinds of files, with their columns' })
  kinds(): { items: { kind: string; scope: string; columns: string[] }[] } {
    return { items: this.imports.kinds() };
  }

  @Get(':id')
  @ApiOkResponse(answerOf(importJob))
  @ApiOperation({ summary: 'A job with its progress' })
  async job(@Param('id', ParseUUIDPipe) id: string): Promise<ImportJob> {
    return await this.find(id, this.dataSource.manager);
  }

  @Get(':id/errors')
  @ApiOkResponse(answerOf(importErrors))
  @ApiOperation({ summary: 'Every bad row: line in the file, column, code, message' })
  async errors(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { after_line: after = 0 }: ErrorsQuery,
  ): Promise<{ items: RowError[]; next: number | null }> {
    await this.job(id);
    const found: RowError[] = await this.dataSource.query(
      `select line, "column", code, message from import_error where job_id = $1 and line > $2 order by line, "column" limit $3`,
      [id, after, errorsOfAPage + 1],
    );
    if (found.length <= errorsOfAPage) return { items: found, next: null };
    // A page ends with a line: no row has as many errors as a page.
    const items = found.filter(({ line }) => line < found.at(-1)!.line);
    return { items, next: items.at(-1)!.line };
  }

  @Post(':id/commit')
  @HttpCode(202)
  @ApiAcceptedResponse(answerOf(importJob))
  @ApiOperation({ summary: 'Run the file of a finished dry run for real' })
  async commit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ImportJob> {
    const job = await this.commands.run(request, async ({ tx }) => {
      return await this.find(await this.imports.commit(tx, request, await this.find(id, tx)), tx);
    });
    this.imports.nudge();
    return job;
  }

  private async find(id: string, tx: EntityManager): Promise<ImportJob> {
    const [job] = await tx.query(`select ${jobColumns} from import_job where id = $1`, [id]);
    if (!job) throw new Refusal('not-found', 'import_not_found', `There is no import "${id}".`);
    return job;
  }
}

function charsetOf({ headers }: ParkRequest): string | null {
  return /;\s*charset="?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? null;
}

/** The work is given up when the connection of the one who asked for it is closed. */
async function whileConnected<T>({ raw: { socket } }: ParkRequest, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController();
  const close = (): void => gone.abort(new Refusal('invalid', 'sender_gone', 'The connection was closed.'));
  socket.once('close', close);
  try {
    return await work(gone.signal);
  } finally {
    socket.off('close', close);
  }
}
