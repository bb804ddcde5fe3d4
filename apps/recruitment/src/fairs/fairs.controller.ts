import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recruitment } from '@park/contracts';
import { requireOperator } from '@park/kernel';
import { answerOf, CLOCK, Commands, Lists, type Clock, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { boothMap, type BoothMap } from './booth-map.ts';
import { boothMapOf } from './booth-map.store.ts';
import type { Fair, FairTotals } from './fair.ts';
import { totalsOf } from './fair-totals.store.ts';
import { fairs } from './fair.table.ts';
import { ChangeFairDto, DraftFairDto, FairReasonDto, FairsQuery, FileFairDto, ReportFairDto } from './fairs.dto.ts';
import { FairsService } from './fairs.service.ts';

const read = 'recruitment:fair:read';
const write = 'recruitment:fair:write';

@ApiTags('fairs 招聘会')
@Controller('fairs')
export class FairsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(FairsService) private readonly service: FairsService,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find job fairs; an employer sees those that were filed; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: FairsQuery): Promise<Page<Fair> | StreamableFile> {
    return this.lists.answer(request, fairs, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One job fair' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Fair> {
    return this.lists.one(request, fairs, id);
  }

  @Get(':id/map')
  @ApiOkResponse(answerOf(boothMap))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Its booths with their states 展位图; an employer sees which one is its own, and no other employer' })
  async map(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<BoothMap> {
    await this.lists.one(request, fairs, id);
    return await boothMapOf(this.dataSource.manager, id, request.caller, this.clock());
  }

  @Get(':id/totals')
  @ApiOkResponse(answerOf(recruitment.fairTotals))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Its totals 统计 as they stand now; for operators' })
  async totals(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<FairTotals> {
    requireOperator(request.caller);
    return await totalsOf(this.dataSource.manager, await this.lists.one(request, fairs, id));
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft the job fair of a gathering' })
  draft(@Req() request: ParkRequest, @Body() body: DraftFairDto): Promise<Fair> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'Change its moments and minutes before it begins (If-Match required); a phase that has begun keeps its beginning',
  })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeFairDto): Promise<Fair> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/file')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → filed 已备案, at least 15 days before the fair' })
  file(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FileFairDto): Promise<Fair> {
    return this.commands.run(request, (command) => this.service.file(command, id, body));
  }

  @Post(':id/advance')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'Into the next phase by hand: filed → employer_registration → booth_selection → candidate_registration → ongoing → closed',
  })
  advance(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Fair> {
    return this.commands.run(request, (command) => this.service.advance(command, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'To cancelled 取消, with every booth application that is open' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FairReasonDto): Promise<Fair> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }

  @Post(':id/report')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'closed → reported 已报统计, within 7 days of the fair; its totals are counted again' })
  report(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReportFairDto): Promise<Fair> {
    return this.commands.run(request, (command) => this.service.report(command, id, body.reported_on));
  }
}
