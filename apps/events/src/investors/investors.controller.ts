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
import type { Investor } from './investor.ts';
import { investors } from './investor.table.ts';
import { ChangeInvestorDto, InvestorContactDto, InvestorsQuery, RegisterInvestorDto } from './investors.dto.ts';
import { InvestorsService } from './investors.service.ts';

const read = 'events:investor:read';
const write = 'events:investor:write';

@ApiTags('investors 投资机构')
@Controller('investors')
export class InvestorsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(InvestorsService) private readonly service: InvestorsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find investors; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: InvestorsQuery): Promise<Page<Investor> | StreamableFile> {
    return this.lists.answer(request, investors, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One investor' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Investor> {
    return this.lists.one(request, investors, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register an investor, with the person who stands for it' })
  register(@Req() request: ParkRequest, @Body() body: RegisterInvestorDto): Promise<Investor> {
    return this.commands.run(request, (command) => this.service.register(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeInvestorDto): Promise<Investor> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/contact')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Another person stands for it' })
  changeContact(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: InvestorContactDto): Promise<Investor> {
    return this.commands.run(request, (command) => this.service.changeContact(command, id, body));
  }

  @Post(':id/retire')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active → retired 停用, once no request of it is open' })
  retire(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Investor> {
    return this.commands.run(request, (command) => this.service.retire(command, id));
  }
}
