import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { fairAnswer, fairList, type FairAnswer, type FairList } from '@park/contracts';
import { isOperator } from '@park/kernel';
import { answerOrFile, FileQuery, type ParkRequest } from '@park/service-kit';
import { Exports } from '../../../export/exports.service.ts';
import { Fairs } from './fairs.service.ts';
import { boothsTable, fairsTable } from './talent-csv.ts';
import { aFairAnswer, someFairs } from './talent-examples.ts';

@ApiTags('talent 人才招聘')
@Controller('fairs')
@ApiOAuth2(['reporting:kpi:read'])
export class FairsController {
  constructor(
    @Inject(Fairs) private readonly fairs: Fairs,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'All job fairs, the newest first (those not announced yet: for the park’s operator); as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(fairList, someFairs))
  async list(@Req() request: ParkRequest, @Query() { headings }: FileQuery): Promise<FairList | StreamableFile> {
    return await this.exports.answer(request, { name: 'fairs', headings }, await this.fairs.fairs(!isOperator(request.caller)), fairsTable);
  }

  @Get(':id')
  @ApiOperation({
    summary:
      'A job fair with its booths, its postings by industry and its applications; for the park’s operator; the booths as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(fairAnswer, aFairAnswer))
  async fair(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { headings }: FileQuery,
  ): Promise<FairAnswer | StreamableFile> {
    return await this.exports.answer(request, { name: 'booths', headings }, await this.fairs.fair(id, request.caller), boothsTable);
  }
}
