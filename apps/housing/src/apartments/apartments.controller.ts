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
import type { Apartment } from './apartment.ts';
import { apartments } from './apartment.table.ts';
import { AddApartmentDto, ApartmentsQuery, ChangeApartmentDto, ReturnToServiceDto, TakeOutOfServiceDto } from './apartments.dto.ts';
import { ApartmentsService } from './apartments.service.ts';

const read = 'housing:apartment:read';
const write = 'housing:apartment:write';

@ApiTags('apartments 人才公寓')
@Controller('apartments')
export class ApartmentsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(ApartmentsService) private readonly service: ApartmentsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find apartments; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: ApartmentsQuery): Promise<Page<Apartment> | StreamableFile> {
    return this.lists.answer(request, apartments, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One apartment' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Apartment> {
    return this.lists.one(request, apartments, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add an apartment to the stock' })
  add(@Req() request: ParkRequest, @Body() body: AddApartmentDto): Promise<Apartment> {
    return this.commands.run(request, (command) => this.service.add(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change the particulars (If-Match required); not what a live tenancy stands on' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeApartmentDto): Promise<Apartment> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/start-maintenance')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'in_service → maintenance 维修, when no tenancy of it is live' })
  startMaintenance(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: TakeOutOfServiceDto,
  ): Promise<Apartment> {
    return this.commands.run(request, (command) => this.service.startMaintenance(command, id, body));
  }

  @Post(':id/return-to-service')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'maintenance → in_service' })
  returnToService(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ReturnToServiceDto,
  ): Promise<Apartment> {
    return this.commands.run(request, (command) => this.service.returnToService(command, id, body));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'maintenance → retired 退役, for good' })
  retire(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: TakeOutOfServiceDto): Promise<Apartment> {
    return this.commands.run(request, (command) => this.service.retire(command, id, body));
  }
}
