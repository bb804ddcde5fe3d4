import { Controller, Get, Inject, Param, ParseUUIDPipe, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { gatheringAnswer, type GatheringAnswer } from '@park/contracts';
import { isOperator } from '@park/kernel';
import { answerOrCsv, type ParkRequest } from '@park/service-kit';
import { Exports } from '../../../export/exports.service.ts';
import { aGatheringAnswer } from './programme-examples.ts';
import { arrivalsTable } from './programme-csv.ts';
import { Programme } from './programme.service.ts';

@ApiTags('season 活动季')
@Controller('gatherings')
@ApiOAuth2(['reporting:kpi:read'])
export class GatheringsController {
  constructor(
    @Inject(Programme) private readonly programme: Programme,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'A gathering, with the arrivals of each ten minutes of its days; with Accept: text/csv these as a file' })
  @ApiOkResponse(answerOrCsv(gatheringAnswer, aGatheringAnswer))
  async gathering(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<GatheringAnswer | StreamableFile> {
    const answer = await this.programme.gathering(id, !isOperator(request.caller));
    return await this.exports.answer(request, 'arrivals', answer, arrivalsTable);
  }
}
