import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Charter } from './charter.ts';
import { charters } from './charter.table.ts';
import { ChartersQuery, DraftCharterDto } from './charters.dto.ts';
import { ChartersService } from './charters.service.ts';

const read = 'alliance:charter:read';
const write = 'alliance:charter:write';

@ApiTags('charters 章程')
@Controller('charters')
export class ChartersController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ChartersService) private readonly service: ChartersService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find versions of the charter; an organisation sees those that are or were in force' })
  list(@Req() request: ParkRequest, @Query() query: ChartersQuery): Promise<Page<Charter> | StreamableFile> {
    return this.lists.answer(request, charters, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One version of the charter' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Charter> {
    return this.lists.one(request, charters, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a version of the charter' })
  draft(@Req() request: ParkRequest, @Body() body: DraftCharterDto): Promise<Charter> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Post(':id/adopt')
  @HttpCode(200)
  @ApiOAuth2(['alliance:membership:decide'])
  @ApiOperation({ summary: 'draft → in_force 生效, by somebody else than the one who drafted it; the version before is superseded' })
  adopt(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Charter> {
    return this.commands.run(request, (command) => this.service.adopt(command, id));
  }
}
