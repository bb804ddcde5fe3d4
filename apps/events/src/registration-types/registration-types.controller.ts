import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { RegistrationType } from './registration-type.ts';
import { registrationTypes } from './registration-type.table.ts';
import { AddRegistrationTypeDto, RegistrationTypesQuery, RetireRegistrationTypeDto } from './registration-types.dto.ts';
import { RegistrationTypesService } from './registration-types.service.ts';

const read = 'events:gathering:read';
const write = 'events:gathering:write';

@ApiTags('registration types 报名类型')
@Controller('registration-types')
export class RegistrationTypesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(RegistrationTypesService) private readonly service: RegistrationTypesService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find registration types; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: RegistrationTypesQuery): Promise<Page<RegistrationType> | StreamableFile> {
    return this.lists.answer(request, registrationTypes, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One registration type' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<RegistrationType> {
    return this.lists.one(request, registrationTypes, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add a registration type to a gathering, beside the general one that every gathering has' })
  add(@Req() request: ParkRequest, @Body() body: AddRegistrationTypeDto): Promise<RegistrationType> {
    return this.commands.run(request, (command) => this.service.add(command, body));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active → retired 停用; registrations of it stay' })
  retire(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RetireRegistrationTypeDto,
  ): Promise<RegistrationType> {
    return this.commands.run(request, (command) => this.service.retire(command, id, body.reason));
  }
}
