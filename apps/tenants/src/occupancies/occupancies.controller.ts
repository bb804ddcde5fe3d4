import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Occupancy } from './occupancy.ts';
import { occupancies } from './occupancy.table.ts';
import { CancelHoldDto, ChangePeriodDto, HoldUnitDto, OccupanciesQuery, ReleaseDto } from './occupancies.dto.ts';
import { OccupanciesService } from './occupancies.service.ts';

const read = 'tenants:occupancy:read';
const write = 'tenants:occupancy:write';

@ApiTags('occupancies 占用台账')
@Controller('occupancies')
export class OccupanciesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(OccupanciesService) private readonly service: OccupanciesService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'The ledger; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: OccupanciesQuery): Promise<Page<Occupancy> | StreamableFile> {
    return this.lists.answer(request, occupancies, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One entry' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Occupancy> {
    return this.lists.one(request, occupancies, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Hold a unit 锁定: nobody else can have it, a part of it or a unit around it' })
  hold(@Req() request: ParkRequest, @Body() body: HoldUnitDto): Promise<Occupancy> {
    return this.commands.run(request, (command) => this.service.holdUnit(command, body));
  }

  @Post(':id/activate')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'held → active' })
  activate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Occupancy> {
    return this.commands.run(request, (command) => this.service.activateUnit(command, id));
  }

  @Post(':id/change-period')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Another end; an extension is checked like a new hold' })
  changePeriod(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangePeriodDto): Promise<Occupancy> {
    return this.commands.run(request, (command) => this.service.changePeriod(command, id, body.end_on ?? null));
  }

  @Post(':id/release')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active → released, before its end' })
  release(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReleaseDto): Promise<Occupancy> {
    return this.commands.run(request, (command) => this.service.releaseUnit(command, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'held → cancelled' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelHoldDto): Promise<Occupancy> {
    return this.commands.run(request, (command) => this.service.cancelHold(command, id, body));
  }
}
