import { Controller, Get, Inject, Param, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { workbookContent } from '../documentation/answer.ts';
import type { ParkRequest } from '../http/request.ts';
import { attachment, joined } from '../lists/file-answer.service.ts';
import { toldColumns } from './columns.ts';
import { Imports } from './imports.service.ts';
import { templateSheets } from './template.ts';
import { workbookBytes } from './workbook-writer.ts';

/** The files that belong to imports. */
@ApiTags('imports')
@Controller('imports')
@ApiOAuth2(['park:import:write'])
export class ImportFilesController {
  constructor(@Inject(Imports) private readonly imports: Imports) {}

  @Get(':kind/template.xlsx')
  @ApiOkResponse({ content: workbookContent })
  @ApiOperation({ summary: 'A workbook to fill in: the header with an example, and what each column means, in Chinese and English' })
  async template(@Req() request: ParkRequest, @Param('kind') kind: string): Promise<StreamableFile> {
    const importer = this.imports.importerFor(request, kind);
    return attachment(await joined(workbookBytes(templateSheets(kind, toldColumns(importer)))), 'xlsx', `${kind}-template`);
  }
}
