import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Renovation } from './renovation.ts';
import { renovations } from './renovation.table.ts';
import {
  AcceptRenovationDto,
  CancelRenovationDto,
  CloseRenovationDto,
  PlanRenovationDto,
  RenovationsQuery,
  StartRenovationDto,
} from './renovations.dto.ts';
import { RenovationsService } from './renovations.service.ts';

const read = 'tenants:renovation:read';
const write = 'tenants:renovation:write';

@ApiTags('renovations 改造项目')
@Controller('renovations')
export class RenovationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(RenovationsService) private readonly service: RenovationsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find projects; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: RenovationsQuery): Promise<Page<Renovation> | StreamableFile> {
    return this.lists.answer(request, renovations, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One project' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Renovation> {
    return this.lists.one(request, renovations, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Plan a renovation 立项' })
  plan(@Req() request: ParkRequest, @Body() body: PlanRenovationDto): Promise<Renovation> {
    return this.commands.run(request, (command) => this.service.plan(command, body));
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'planned → in_progress 开工' })
  start(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StartRenovationDto): Promise<Renovation> {
    return this.commands.run(request, (command) => this.service.start(command, id, body.started_on));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_progress → accepted 竣工验收; from then on it counts as renovated' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AcceptRenovationDto): Promise<Renovation> {
    return this.commands.run(request, (command) => this.service.accept(command, id, body.accepted_on));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'accepted → closed 关闭' })
  close(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CloseRenovationDto): Promise<Renovation> {
    return this.commands.run(request, (command) => this.service.close(command, id, body.closed_on));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'planned or in_progress → cancelled 取消' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelRenovationDto): Promise<Renovation> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }
}
