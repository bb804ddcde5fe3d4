import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOrFile, Commands, Lists, wantedFile, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { dealsPage } from './deal-answers.ts';
import { sumsOf } from './deal-origin.store.ts';
import type { Deal } from './deal.ts';
import { deals } from './deal.table.ts';
import { AdvanceDealDto, CloseDealDto, CorrectDealDto, DealsQuery, FundDealDto, OpenDealDto } from './deals.dto.ts';
import { DealsService } from './deals.service.ts';

const read = 'events:deal:read';
const write = 'events:deal:write';

@ApiTags('deals 融资跟踪')
@Controller('deals')
export class DealsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(DealsService) private readonly service: DealsService,
  ) {}

  @Get()
  @ApiOkResponse(answerOrFile(dealsPage))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find deals; of one project with its sums; as CSV or a workbook by the Accept header' })
  async list(@Req() request: ParkRequest, @Query() query: DealsQuery): Promise<Page<Deal> | StreamableFile> {
    const isOfProject = query.project_id !== undefined && wantedFile(request) === null;
    const more = isOfProject ? { sums: await sumsOf(this.dataSource.manager, query.project_id!) } : {};
    return await this.lists.answer(request, deals, query, more);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One deal' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Deal> {
    return this.lists.one(request, deals, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Open a deal: of a meeting that was held, of a roadshow pitch, or freely with investor and project' })
  open(@Req() request: ParkRequest, @Body() body: OpenDealDto): Promise<Deal> {
    return this.commands.run(request, (command) => this.service.open(command, body));
  }

  @Post(':id/advance')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'open → due_diligence 尽调 → term_sheet 意向书 → signed 签约, one stage at a time' })
  advance(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AdvanceDealDto): Promise<Deal> {
    return this.commands.run(request, (command) => this.service.advance(command, id, body));
  }

  @Post(':id/fund')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'signed → funded 到账, with the evidence of the payment' })
  fund(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FundDealDto): Promise<Deal> {
    return this.commands.run(request, (command) => this.service.fund(command, id, body));
  }

  @Post(':id/close-lost')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Before it is funded → closed_lost 未成交' })
  closeLost(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CloseDealDto): Promise<Deal> {
    return this.commands.run(request, (command) => this.service.closeLost(command, id, body));
  }

  @Post(':id/correct')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Correct the amount of a funded deal; figures follow on the day of the money' })
  correct(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CorrectDealDto): Promise<Deal> {
    return this.commands.run(request, (command) => this.service.correct(command, id, body));
  }
}
