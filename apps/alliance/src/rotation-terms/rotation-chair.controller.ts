import { dateAt } from '@park/kernel';
import { answerOf, CLOCK, type Clock, type ParkRequest } from '@park/service-kit';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { chairOfDay, type ChairOfDay } from './rotation-chair.ts';
import { chairOfDayFor } from './rotation-term.store.ts';
import { ChairQuery } from './rotation-terms.dto.ts';

@ApiTags('rotation 轮值')
@Controller('rotation')
export class RotationChairController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('chair')
  @ApiOkResponse(answerOf(chairOfDay))
  @ApiOAuth2(['alliance:rotation:read'])
  @ApiOperation({ summary: 'The member that is in the chair 轮值主席单位 on a day' })
  async chair(@Req() { caller }: ParkRequest, @Query() { on }: ChairQuery): Promise<ChairOfDay> {
    return await chairOfDayFor(this.dataSource.manager, caller, on ?? dateAt(this.clock()));
  }
}
