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
import type { Booth } from './booth.ts';
import { booths } from './booth.table.ts';
import { AddBoothDto, BlockBoothDto, BoothsQuery, ChangeBoothDto } from './booths.dto.ts';
import { BoothsService } from './booths.service.ts';

const read = 'recruitment:booth:read';
const write = 'recruitment:booth:write';

@ApiTags('booths 展位')
@Controller('booths')
export class BoothsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(BoothsService) private readonly service: BoothsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find booths; an employer sees those of fairs that were filed; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: BoothsQuery): Promise<Page<Booth> | StreamableFile> {
    return this.lists.answer(request, booths, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One booth' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Booth> {
    return this.lists.one(request, booths, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Add a booth to the map of a fair' })
  add(@Req() request: ParkRequest, @Body() body: AddBoothDto): Promise<Booth> {
    return this.commands.run(request, (command) => this.service.add(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars; zone and class only while nobody has it (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeBoothDto): Promise<Booth> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/block')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'available → blocked 停用, while nobody has it' })
  block(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: BlockBoothDto): Promise<Booth> {
    return this.commands.run(request, (command) => this.service.block(command, id, body.reason));
  }

  @Post(':id/unblock')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'blocked → available 启用; it is offered to those who wait' })
  unblock(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Booth> {
    return this.commands.run(request, (command) => this.service.unblock(command, id));
  }
}
