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
import type { Building } from './building.ts';
import { buildings } from './building.table.ts';
import { BuildingsQuery, ChangeBuildingDto, RegisterBuildingDto, StatusReasonDto } from './buildings.dto.ts';
import { BuildingsService } from './buildings.service.ts';

const read = 'tenants:building:read';
const write = 'tenants:building:write';

@ApiTags('buildings 楼宇')
@Controller('buildings')
export class BuildingsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(BuildingsService) private readonly service: BuildingsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find buildings; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: BuildingsQuery): Promise<Page<Building> | StreamableFile> {
    return this.lists.answer(request, buildings, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One building' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Building> {
    return this.lists.one(request, buildings, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register a building' })
  register(@Req() request: ParkRequest, @Body() body: RegisterBuildingDto): Promise<Building> {
    return this.commands.run(request, (command) => this.service.register(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeBuildingDto): Promise<Building> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/put-in-service')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'planned or under_renovation → in_service' })
  putInService(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Building> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'put_in_service', body.reason));
  }

  @Post(':id/start-renovation')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'planned or in_service → under_renovation' })
  startRenovation(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Building> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'start_renovation', body.reason));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: '→ retired; none of its units may be held or occupied' })
  retire(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: StatusReasonDto): Promise<Building> {
    return this.commands.run(request, (command) => this.service.changeStatus(command, id, 'retire', body.reason));
  }
}
