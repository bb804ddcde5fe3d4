import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { RotationTerm } from './rotation-term.ts';
import { rotationTerms } from './rotation-term.table.ts';
import { ExcuseDto, HandOverDto, RotationTermsQuery } from './rotation-terms.dto.ts';
import { RotationTermsService } from './rotation-terms.service.ts';

const read = 'alliance:rotation:read';
const write = 'alliance:rotation:write';

@ApiTags('rotation 轮值')
@Controller('rotation-terms')
export class RotationTermsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(RotationTermsService) private readonly service: RotationTermsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find terms of the rotation' })
  list(@Req() request: ParkRequest, @Query() query: RotationTermsQuery): Promise<Page<RotationTerm> | StreamableFile> {
    return this.lists.answer(request, rotationTerms, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One term' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<RotationTerm> {
    return this.lists.one(request, rotationTerms, id);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'active → handed_over 已交接, with a note, in the last 7 days; by the member in the chair or by the park for it',
  })
  handOver(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: HandOverDto): Promise<RotationTerm> {
    return this.commands.runForMembers(request, rotationTerms, (command) => this.service.handOver(command, id, body.note_sha256));
  }

  @Post(':id/excuse')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary:
      'Excuse a member before its term: it exchanges with a later term of the plan, else planned → skipped 跳过 and a substitute has it',
  })
  excuse(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ExcuseDto): Promise<RotationTerm> {
    return this.commands.run(request, (command) => this.service.excuse(command, id, body));
  }
}
