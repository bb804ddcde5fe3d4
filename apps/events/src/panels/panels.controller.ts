import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { events } from '@park/contracts';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ScoreSheetsService } from '../score-sheets/score-sheets.service.ts';
import { DrawsService } from './draws.service.ts';
import type { Panel } from './panel.ts';
import { panels } from './panel.table.ts';
import { CommitSeedDto, DrawDto, FormPanelDto, PanelMemberDto, PanelsQuery, PublishRankingDto, RuleDto } from './panels.dto.ts';
import { PanelsService } from './panels.service.ts';
import { RankingsService, type RankingAnswer } from './rankings.service.ts';

const read = 'events:pitch:read';
const decide = 'events:roadshow:decide';
const ranking = z.object({
  panel_id: z.uuid(),
  ranking_version: z.int().describe('0: none was published'),
  rule_version: z.int(),
  method: z.enum(events.scoringMethods),
  entries: z.array(events.rankingEntry.extend({ code: z.string() })),
});
const assignment = z.object({ assigned: z.int(), conflicts: z.int().describe('Sheets in the state conflict') });

@ApiTags('panels 评审组')
@Controller('panels')
export class PanelsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(PanelsService) private readonly service: PanelsService,
    @Inject(DrawsService) private readonly draws: DrawsService,
    @Inject(RankingsService) private readonly rankings: RankingsService,
    @Inject(ScoreSheetsService) private readonly sheets: ScoreSheetsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find panels; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: PanelsQuery): Promise<Page<Panel> | StreamableFile> {
    return this.lists.answer(request, panels, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One panel' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Panel> {
    return this.lists.one(request, panels, id);
  }

  @Get(':id/ranking')
  @ApiOkResponse(answerOf(ranking))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'The ranking as it was published last' })
  async ranking(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<RankingAnswer> {
    await this.lists.one(request, panels, id);
    return await this.rankings.published(this.dataSource.manager, id);
  }

  @Post()
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Form the panel of a roadshow, with its scoring rule' })
  form(@Req() request: ParkRequest, @Body() body: FormPanelDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.service.form(command, body));
  }

  @Post(':id/change-rule')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Give the scoring rule a new version, until the first score sheet is submitted' })
  changeRule(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RuleDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.service.changeRule(command, id, body));
  }

  @Post(':id/add-member')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Add an expert whose term covers the day of the roadshow' })
  addMember(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PanelMemberDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.service.addMember(command, id, body.expert_id));
  }

  @Post(':id/remove-member')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Remove an expert without score sheets that count or may count' })
  removeMember(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PanelMemberDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.service.removeMember(command, id, body.expert_id));
  }

  @Post(':id/commit-seed')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Publish the SHA-256 of the draw’s secret seed, once, before the list closes' })
  commitSeed(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitSeedDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.draws.commitSeed(command, id, body.seed_hash));
  }

  @Post(':id/close-list')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'collecting → closed 名单截止: the shortlisted pitches are those to be drawn' })
  closeList(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Panel> {
    return this.commands.run(request, (command) => this.draws.closeList(command, id));
  }

  @Post(':id/draw')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'closed → drawn 抽签: reveals the seed, and gives each shortlisted pitch its place' })
  draw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DrawDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.draws.draw(command, id, body.seed));
  }

  @Post(':id/assign-sheets')
  @HttpCode(200)
  @ApiOkResponse(answerOf(assignment))
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'A score sheet for each pitch on the list and each member that has none; conflicts of interest are detected' })
  assignSheets(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<{ assigned: number; conflicts: number }> {
    return this.commands.run(request, (command) => this.sheets.assignAll(command, id));
  }

  @Post(':id/publish-ranking')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: '→ ranked 公布排名: scores every pitch that was presented; again with a reason, as a new version' })
  publishRanking(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PublishRankingDto): Promise<Panel> {
    return this.commands.run(request, (command) => this.rankings.publish(command, id, body.reason));
  }
}
