import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recruitment } from '@park/contracts';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { answersOf, type KeptAnswer } from './follow-up.store.ts';
import type { Hire } from './hire.ts';
import { hires } from './hire.table.ts';
import { FollowUpDto, HireReasonDto, HiresQuery, LeaveHireDto, MoveStartDto, StartHireDto } from './hires.dto.ts';
import { HiresService } from './hires.service.ts';

const read = 'recruitment:hire:read';
const write = 'recruitment:hire:write';

const followUps = z.object({
  items: z.array(
    z.object({
      day: z.int().describe('Days after the start'),
      said_by: z.enum(recruitment.followUpSides),
      employed: z.boolean(),
      evidence_sha256: z.string().nullable(),
      said_on: z.iso.date(),
    }),
  ),
});

@ApiTags('hires 录用')
@Controller('hires')
export class HiresController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(HiresService) private readonly service: HiresService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find hires; an employer sees its own; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: HiresQuery): Promise<Page<Hire> | StreamableFile> {
    return this.lists.answer(request, hires, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One hire' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Hire> {
    return this.lists.one(request, hires, id);
  }

  @Get(':id/follow-ups')
  @ApiOkResponse(answerOf(followUps))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'What each side said, the last answer for each day 回访记录' })
  async followUps(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<{ items: Omit<KeptAnswer, 'hire_id' | 'actor_id'>[] }> {
    await this.lists.one(request, hires, id);
    const answers = await answersOf(this.dataSource.manager, id);
    return {
      items: answers.map(({ day, said_by, employed, evidence_sha256, said_on }) => ({ day, said_by, employed, evidence_sha256, said_on })),
    };
  }

  @Post(':id/move-start')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary:
      'Move the agreed start 变更入职日期 of a hire that has not started, earlier or later; the same day changes nothing. ' +
      'The days of the follow-up count from the first day of work',
  })
  moveStart(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveStartDto): Promise<Hire> {
    return this.commands.runForMembers(request, hires, (command) => this.service.moveStart(command, id, body));
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'pending_start → started 入职' })
  start(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StartHireDto): Promise<Hire> {
    return this.commands.runForMembers(request, hires, (command) => this.service.start(command, id, body));
  }

  @Post(':id/renege')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'pending_start → reneged 未到岗: the opening is open again, the application active' })
  renege(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: HireReasonDto): Promise<Hire> {
    return this.commands.runForMembers(request, hires, (command) => this.service.renege(command, id, body.reason));
  }

  @Post(':id/leave')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'started → left 离职: the opening is open again while the posting has not passed its last day' })
  leave(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: LeaveHireDto): Promise<Hire> {
    return this.commands.runForMembers(request, hires, (command) => this.service.leave(command, id, body));
  }

  @Post(':id/follow-up')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary:
      'Record what a side says 7, 30 or 90 days after the start 回访; the same again changes nothing, another answer replaces it. ' +
      'Whether the hire was retained is decided from the answers for day 90',
  })
  followUp(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: FollowUpDto): Promise<Hire> {
    return this.commands.runForMembers(request, hires, (command) => this.service.followUp(command, id, body));
  }
}
