import { Refusal } from '@park/kernel';
import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { csvContent, workbookContent } from '../documentation/answer.ts';
import { linkNext } from '../http/answer.interceptor.ts';
import { Whole } from '../http/fields.dto.ts';
import { limits } from '../http/limits.ts';
import type { ParkRequest } from '../http/request.ts';
import { attachment, fileAnswer, joined } from '../lists/file-answer.service.ts';
import { FileQuery } from '../lists/list.dto.ts';
import { headingOf } from '../lists/list-columns.ts';
import type { FileForm } from '../lists/list-file.ts';
import { describedColumns } from './columns.ts';
import { errorReportOf } from './error-report.service.ts';
import { Imports, requireScope } from './imports.service.ts';
import { cellKind, templateSheets } from './template.ts';
import { workbookBytes } from './workbook-writer.ts';

class RecordsQuery extends FileQuery {
  @Whole(1, 10_000, {
    description: `A part of ${limits.fileRows} records, which are what an import takes; the Link header names the next part. All records where it is left out`,
    optional: true,
  })
  part?: number;
}

/** The files that belong to imports. */
@ApiTags('imports')
@Controller('imports')
@ApiOAuth2(['park:import:write'])
export class ImportFilesController {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get(':kind/records.csv')
  @ApiOkResponse({ content: csvContent })
  @ApiOperation({ summary: 'The records of a kind in the form of its import: sent again, each row is unchanged' })
  csv(
    @Req() request: ParkRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('kind') kind: string,
    @Query() query: RecordsQuery,
  ): Promise<StreamableFile> {
    return this.records(request, reply, { ...query, form: 'csv', kind });
  }

  @Get(':kind/records.xlsx')
  @ApiOkResponse({ content: workbookContent })
  @ApiOperation({ summary: 'The same as a workbook' })
  workbook(
    @Req() request: ParkRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('kind') kind: string,
    @Query() query: RecordsQuery,
  ): Promise<StreamableFile> {
    return this.records(request, reply, { ...query, form: 'xlsx', kind });
  }

  private async records(
    request: ParkRequest,
    reply: FastifyReply,
    { form, kind, headings = 'api', part }: RecordsQuery & { form: FileForm; kind: string },
  ): Promise<StreamableFile> {
    const importer = this.imports.importerFor(request, kind);
    const { records, sealed } = importer;
    if (!records || sealed)
      throw new Refusal(
        'forbidden',
        'persons_not_exported',
        'Files of this kind name persons by their identity numbers, which leave the park in no export.',
      );
    requireScope(request, records.scope);
    const most = part === undefined ? limits.exportRows : limits.fileRows;
    const rows: object[] = await this.dataSource.query(
      `select * from (${records.sql}) r order by ${records.keys[0]!.map((key) => `"${key}"`).join(', ')} limit $1 offset $2`,
      [most + 1, ((part ?? 1) - 1) * most],
    );
    if (part !== undefined && rows.length > most) {
      rows.pop();
      linkNext(request.url, reply, { part: String(part + 1) });
    }
    const columns = describedColumns(importer).map((column) => ({
      name: column.name,
      header: headingOf(kind, column.name, headings),
      kind: cellKind(column),
    }));
    return await fileAnswer(this.dataSource.manager, request, form, { list: kind, file: kind, columns, rows });
  }

  @Get(':id/errors.xlsx')
  @ApiOkResponse({ content: workbookContent })
  @ApiOperation({
    summary:
      'The file as it was sent, with the bad cells marked and a last column that tells why, in the language of Accept-Language (zh, en)',
  })
  async errors(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return attachment(await errorReportOf(this.dataSource.manager, this.imports, request, id), 'xlsx', 'errors');
  }

  @Get(':kind/template.xlsx')
  @ApiOkResponse({ content: workbookContent })
  @ApiOperation({ summary: 'A workbook to fill in: the header with an example, and what each column means, in Chinese and English' })
  async template(@Req() request: ParkRequest, @Param('kind') kind: string): Promise<StreamableFile> {
    const importer = this.imports.importerFor(request, kind);
    return attachment(await joined(workbookBytes(templateSheets(kind, describedColumns(importer)))), 'xlsx', `${kind}-template`);
  }
}
