import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Pitch } from './pitch.ts';
import { pitches } from './pitch.table.ts';
import {
  AdvisePitchDto,
  DraftPitchDto,
  PitchesQuery,
  PitchReasonDto,
  PresentPitchDto,
  ScreenOutPitchDto,
  ShortlistPitchDto,
} from './pitches.dto.ts';
import { PitchesService } from './pitches.service.ts';

const read = 'events:pitch:read';
const write = 'events:pitch:write';
const decide = 'events:roadshow:decide';

@ApiTags('pitches 路演申请')
@Controller('pitches')
export class PitchesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(PitchesService) private readonly service: PitchesService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find pitches; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: PitchesQuery): Promise<Page<Pitch> | StreamableFile> {
    return this.lists.answer(request, pitches, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One pitch' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Pitch> {
    return this.lists.one(request, pitches, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a pitch of a project for the roadshow of a panel; one that is live for each of the two' })
  draft(@Req() request: ParkRequest, @Body() body: DraftPitchDto): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → submitted 提交, until the list closes' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.submit(command, id));
  }

  @Post(':id/shortlist')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → shortlisted 入围, until the list closes' })
  shortlist(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ShortlistPitchDto): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.shortlist(command, id, body.earlier_round_score));
  }

  @Post(':id/screen-out')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → screened_out 未入围, with the reason; by the veto of a member where one gave it' })
  screenOut(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ScreenOutPitchDto): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.screenOut(command, id, body));
  }

  @Post(':id/present')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'scheduled → presented 完成路演, once the roadshow has begun' })
  present(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PresentPitchDto): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.present(command, id, body.presented_on));
  }

  @Post(':id/mark-absent')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'scheduled → absent 弃权, once the roadshow has begun; the order of the others stays' })
  markAbsent(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.markAbsent(command, id));
  }

  @Post(':id/advise')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'scored → advised 反馈, on one to three dimensions; what is left out stays as it was' })
  advise(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AdvisePitchDto): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.advise(command, id, body));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: '→ withdrawn 撤回, until it is presented; the order of the others stays' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PitchReasonDto): Promise<Pitch> {
    return this.commands.run(request, (command) => this.service.withdraw(command, id, body.reason));
  }
}
