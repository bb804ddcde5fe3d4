import { answerOf } from '@park/service-kit';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dataQuality, type DataQuality } from '@park/contracts';
import { someQuality } from '../figures/answer-examples.ts';
import { DataQualityService } from './data-quality.service.ts';

@ApiTags('data quality')
@Controller('data-quality')
@ApiOAuth2(['reporting:kpi:read'])
export class DataQualityController {
  constructor(@Inject(DataQualityService) private readonly quality: DataQualityService) {}

  @Get()
  @ApiOperation({ summary: 'Freshness by source, messages that wait or are parked, and what the last reconciliation found' })
  @ApiOkResponse(answerOf(dataQuality, someQuality))
  now(): Promise<DataQuality> {
    return this.quality.now();
  }
}
