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
import { StatusReasonDto } from '../buildings/buildings.dto.ts';
import type { Unit } from './unit.ts';
import { units } from './unit.table.ts';
import { AddUnitDto, ChangeUnitDto, UnitsQuery } from './units.dto.ts';
import { UnitsService } from './units.service.ts';

const read = 'tenants:unit:read';
const write = 'tenants:unit:write';

@ApiTags('units 房源')
@Controller('units')
export class UnitsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(UnitsService) private readonly service: UnitsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find units; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: UnitsQuery): Promise<Page<Unit> | StreamableFile> {
    return this.lists.answer(request, units, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One unit' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Unit> {
    return this.lists.one(request, units, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add a unit, at the top of a building or within another unit' })
  add(@Req() request: ParkRequest, @Body() body: AddUnitDto): Promise<Unit> {
    return this.commands.run(request, (command) => this.service.add(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeUnitDto): Promise<Unit> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/put-in-service')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft, maintenance or self_use → in_service' })
  putInService(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Unit> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'put_in_service', body.reason));
  }

  @Post(':id/start-maintenance')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_service → maintenance; it must be free' })
  startMaintenance(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Unit> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'start_maintenance', body.reason));
  }

  @Post(':id/take-for-self-use')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_service → self_use 自用; it must be free' })
  takeForSelfUse(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Unit> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'take_for_self_use', body.reason));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: '→ retired; it must be free' })
  retire(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Unit> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'retire', body.reason));
  }
}
