import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Quota } from './quota.ts';
import { quotas } from './quota.table.ts';
import { AddQuotaDto, QuotaCapacityDto, QuotasQuery } from './quotas.dto.ts';
import { QuotasService } from './quotas.service.ts';

const read = 'events:gathering:read';
const write = 'events:gathering:write';

@ApiTags('quotas 配额')
@Controller('quotas')
export class QuotasController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(QuotasService) private readonly service: QuotasService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find quotas; as CSV or a workbook by the Accept header. What is taken of them: GET /gatherings/{id}/seats' })
  list(@Req() request: ParkRequest, @Query() query: QuotasQuery): Promise<Page<Quota> | StreamableFile> {
    return this.lists.answer(request, quotas, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One quota' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Quota> {
    return this.lists.one(request, quotas, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add a quota to a gathering; registration types draw on it' })
  add(@Req() request: ParkRequest, @Body() body: AddQuotaDto): Promise<Quota> {
    return this.commands.run(request, (command) => this.service.add(command, body));
  }

  @Post(':id/set-capacity')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its number of places; not below what is taken. What becomes free is offered to those who wait' })
  setCapacity(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: QuotaCapacityDto): Promise<Quota> {
    return this.commands.run(request, (command) => this.service.changeCapacity(command, id, body.capacity));
  }
}
