import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  gatheringAnswer,
  gatheringMeetings,
  gatheringPitches,
  type GatheringAnswer,
  type GatheringMeetings,
  type GatheringPitches,
} from '@park/contracts';
import { isOperator } from '@park/kernel';
import { answerOrFile, FileQuery, type ParkRequest } from '@park/service-kit';
import { Exports } from '../../../export/exports.service.ts';
import { aGatheringAnswer, someMeetings, somePitches } from './programme-examples.ts';
import { arrivalsTable, meetingsTable, pitchesTable } from './programme-csv.ts';
import { Programme } from './programme.service.ts';
import { Roadshows } from './roadshow.service.ts';

@ApiTags('season 活动季')
@Controller('gatherings')
@ApiOAuth2(['reporting:kpi:read'])
export class GatheringsController {
  constructor(
    @Inject(Programme) private readonly programme: Programme,
    @Inject(Roadshows) private readonly roadshows: Roadshows,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get(':id')
  @ApiOperation({
    summary: 'A gathering, with the arrivals of each ten minutes of its days; these as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(gatheringAnswer, aGatheringAnswer))
  async gathering(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { headings }: FileQuery,
  ): Promise<GatheringAnswer | StreamableFile> {
    const answer = await this.programme.gathering(id, !isOperator(request.caller));
    return await this.exports.answer(request, { name: 'arrivals', headings }, answer, arrivalsTable);
  }

  @Get(':id/pitches')
  @ApiOperation({
    summary:
      'The pitches of a roadshow in their order, with score and rank; for the park’s operator; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(gatheringPitches, somePitches))
  async pitches(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { headings }: FileQuery,
  ): Promise<GatheringPitches | StreamableFile> {
    return await this.exports.answer(
      request,
      { name: 'pitches', headings },
      await this.roadshows.pitches(id, request.caller),
      pitchesTable,
    );
  }

  @Get(':id/meetings')
  @ApiOperation({
    summary:
      'The meetings of a matchmaking by time and table, then the requests without them; for the park’s operator; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(gatheringMeetings, someMeetings))
  async meetings(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { headings }: FileQuery,
  ): Promise<GatheringMeetings | StreamableFile> {
    return await this.exports.answer(
      request,
      { name: 'meetings', headings },
      await this.roadshows.meetings(id, request.caller),
      meetingsTable,
    );
  }
}
