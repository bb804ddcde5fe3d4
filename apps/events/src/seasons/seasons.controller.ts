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
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Season } from './season.ts';
import { seasons } from './season.table.ts';
import { CancelSeasonDto, ChangeSeasonDto, PlanSeasonDto, SeasonsQuery } from './seasons.dto.ts';
import { SeasonsService } from './seasons.service.ts';

const read = 'events:season:read';
const write = 'events:season:write';

@ApiTags('seasons 活动季')
@Controller('seasons')
export class SeasonsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(SeasonsService) private readonly service: SeasonsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find seasons; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: SeasonsQuery): Promise<Page<Season> | StreamableFile> {
    return this.lists.answer(request, seasons, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One season' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Season> {
    return this.lists.one(request, seasons, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Plan a season' })
  plan(@Req() request: ParkRequest, @Body() body: PlanSeasonDto): Promise<Season> {
    return this.commands.run(request, (command) => this.service.plan(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars (If-Match required); its gatherings must stay within its days' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeSeasonDto): Promise<Season> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'planned → published 发布, until it is over; from now on it stands in the public programme' })
  publish(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Season> {
    return this.commands.run(request, (command) => this.service.publish(command, id));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'published → closed 结束, from ends_on on, once each of its gatherings is ended or cancelled' })
  close(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Season> {
    return this.commands.run(request, (command) => this.service.close(command, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: '→ cancelled 取消, once each of its gatherings is' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelSeasonDto): Promise<Season> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }
}
