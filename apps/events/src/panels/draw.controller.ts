import { Controller, Get, Inject, Param, SetMetadata } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, publicRoute } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { drawAnswer, type DrawAnswer } from './draw-answer.ts';
import { DrawsService } from './draws.service.ts';

@ApiTags('programme 公开日程')
@Controller('programme/gatherings')
export class DrawController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(DrawsService) private readonly draws: DrawsService,
  ) {}

  @Get(':code/draw')
  @SetMetadata(publicRoute, true)
  @ApiOkResponse(answerOf(drawAnswer))
  @ApiOperation({ summary: 'The draw 抽签 of a public roadshow: the hash of the seed, the closed list, and after the draw seed and order' })
  draw(@Param('code') code: string): Promise<DrawAnswer> {
    return this.draws.publicDraw(this.dataSource.manager, code);
  }
}
