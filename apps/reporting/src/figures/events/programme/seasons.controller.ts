import { Controller, Get, Inject, Param, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { seasonDeals, seasonProgramme, seasonSummary, type SeasonDeals, type SeasonProgramme, type SeasonSummary } from '@park/contracts';
import { isOperator } from '@park/kernel';
import { answerOrFile, FileQuery, type ParkRequest } from '@park/service-kit';
import { z } from 'zod';
import { Exports } from '../../../export/exports.service.ts';
import { aProgramme, aSeason, someDeals } from './programme-examples.ts';
import { dealsTable, gatheringsTable, seasonsTable } from './programme-csv.ts';
import { Programme } from './programme.service.ts';
import { Roadshows } from './roadshow.service.ts';

@ApiTags('season 活动季')
@Controller('seasons')
@ApiOAuth2(['reporting:kpi:read'])
export class SeasonsController {
  constructor(
    @Inject(Programme) private readonly programme: Programme,
    @Inject(Roadshows) private readonly roadshows: Roadshows,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'All seasons, the newest first, and last the gatherings outside of a season; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(z.object({ items: z.array(seasonSummary) }), { items: [aSeason] }))
  async seasons(@Req() request: ParkRequest, @Query() { headings }: FileQuery): Promise<{ items: SeasonSummary[] } | StreamableFile> {
    const items = await this.programme.seasons(!isOperator(request.caller));
    return await this.exports.answer(request, { name: 'seasons', headings }, { items }, seasonsTable);
  }

  @Get(':id')
  @ApiParam({ name: 'id', description: 'UUID, or `none`', example: aSeason.id })
  @ApiOperation({
    summary:
      'A season’s days and gatherings, each with its places and how many came (drafts: for the park’s operator); as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(seasonProgramme, aProgramme))
  async season(
    @Req() request: ParkRequest,
    @Param('id') id: string,
    @Query() { headings }: FileQuery,
  ): Promise<SeasonProgramme | StreamableFile> {
    const answer = await this.programme.season(id, !isOperator(request.caller));
    return await this.exports.answer(request, { name: 'gatherings', headings }, answer, gatheringsTable);
  }

  @Get(':id/deals')
  @ApiParam({ name: 'id', description: 'UUID, or `none`', example: aSeason.id })
  @ApiOperation({
    summary:
      'The deals that come of a season, the furthest stage first; for the park’s operator; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(seasonDeals, someDeals))
  async deals(
    @Req() request: ParkRequest,
    @Param('id') id: string,
    @Query() { headings }: FileQuery,
  ): Promise<SeasonDeals | StreamableFile> {
    return await this.exports.answer(request, { name: 'deals', headings }, await this.roadshows.deals(id, request.caller), dealsTable);
  }
}
