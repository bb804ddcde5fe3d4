import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Qualification } from './qualification.ts';
import { qualifications } from './qualification.table.ts';
import { GrantQualificationDto, QualificationsQuery, RenewQualificationDto, RevokeQualificationDto } from './qualifications.dto.ts';
import { QualificationsService } from './qualifications.service.ts';

const read = 'tenants:qualification:read';
const write = 'tenants:qualification:write';

@ApiTags('qualifications 资质')
@Controller('qualifications')
export class QualificationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(QualificationsService) private readonly service: QualificationsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find qualifications; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: QualificationsQuery): Promise<Page<Qualification> | StreamableFile> {
    return this.lists.answer(request, qualifications, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One qualification' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Qualification> {
    return this.lists.one(request, qualifications, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Enter a qualification; validities of one type must not overlap' })
  grant(@Req() request: ParkRequest, @Body() body: GrantQualificationDto): Promise<Qualification> {
    return this.commands.run(request, (command) => this.service.grant(command, body));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'The evidence was checked 核验' })
  verify(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Qualification> {
    return this.commands.run(request, (command) => this.service.verify(command, id));
  }

  @Post(':id/renew')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Valid for longer 续期' })
  renew(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RenewQualificationDto): Promise<Qualification> {
    return this.commands.run(request, (command) => this.service.renew(command, id, body));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'valid → revoked 撤销' })
  revoke(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevokeQualificationDto,
  ): Promise<Qualification> {
    return this.commands.run(request, (command) => this.service.revoke(command, id, body));
  }
}
