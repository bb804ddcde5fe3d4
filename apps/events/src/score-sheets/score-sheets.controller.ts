import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { ScoreSheet } from './score-sheet.ts';
import { scoreSheets } from './score-sheet.table.ts';
import { AssignScoreSheetDto, DeclareConflictDto, FillInScoreSheetDto, ScoreSheetReasonDto, ScoreSheetsQuery } from './score-sheets.dto.ts';
import { ScoreSheetsService } from './score-sheets.service.ts';

const read = 'events:pitch:read';
const judge = 'events:roadshow:judge';
const decide = 'events:roadshow:decide';

/** A judge's token opens the judge's own sheets; a clerk enters paper sheets, reopens and voids. */
@ApiTags('score-sheets 评分表')
@Controller('score-sheets')
export class ScoreSheetsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ScoreSheetsService) private readonly service: ScoreSheetsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find score sheets; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: ScoreSheetsQuery): Promise<Page<ScoreSheet> | StreamableFile> {
    return this.lists.answer(request, scoreSheets, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One score sheet' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ScoreSheet> {
    return this.lists.one(request, scoreSheets, id);
  }

  @Post()
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Assign a pitch to a member of the panel; in the state conflict where a conflict of interest is known' })
  assign(@Req() request: ParkRequest, @Body() body: AssignScoreSheetDto): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.assign(command, body));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([judge])
  @ApiOperation({ summary: 'assigned → accepted 接受; by the judge' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.accept(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([judge])
  @ApiOperation({ summary: 'assigned → declined 谢绝; by the judge' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ScoreSheetReasonDto): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.decline(command, id, body.reason));
  }

  @Post(':id/declare-conflict')
  @HttpCode(200)
  @ApiOAuth2([judge])
  @ApiOperation({ summary: '→ conflict 回避, or void where it was submitted before; by the judge. It never counts' })
  declareConflict(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DeclareConflictDto,
  ): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.declareConflict(command, id, body.kind));
  }

  @Post(':id/fill-in')
  @HttpCode(200)
  @ApiOAuth2([judge])
  @ApiOperation({ summary: '→ draft 填写, some or all criteria; by the judge' })
  fillIn(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FillInScoreSheetDto): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.fillIn(command, id, body.scores));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([judge])
  @ApiOperation({ summary: '→ submitted 提交 and locked, once the pitch was presented; by the judge' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.submit(command, id));
  }

  @Post(':id/record-paper')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: '→ submitted, from the sheet that the judge has signed 纸质评分表; recorded as such' })
  recordPaper(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FillInScoreSheetDto): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.recordPaper(command, id, body.scores));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → reopened 重新开放, with the reason; it counts again once it is submitted' })
  reopen(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ScoreSheetReasonDto): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.reopen(command, id, body.reason));
  }

  @Post(':id/void')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: '→ void 作废; it never counts' })
  void(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ScoreSheetReasonDto): Promise<ScoreSheet> {
    return this.commands.run(request, (command) => this.service.void(command, id, body.reason));
  }
}
