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
import type { OperatingReport } from './operating-report.ts';
import { operatingReports } from './operating-report.table.ts';
import { DraftReportDto, OperatingReportsQuery, RestateReportDto, ReturnReportDto, ReviseReportDto } from './operating-reports.dto.ts';
import { OperatingReportsService } from './operating-reports.service.ts';

const read = 'tenants:operating-report:read';
const write = 'tenants:operating-report:write';
const decide = 'tenants:operating-report:verify';

@ApiTags('operating reports 经营报送')
@Controller('operating-reports')
export class OperatingReportsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(OperatingReportsService) private readonly service: OperatingReportsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find reports; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: OperatingReportsQuery): Promise<Page<OperatingReport> | StreamableFile> {
    return this.lists.answer(request, operatingReports, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One report' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<OperatingReport> {
    return this.lists.one(request, operatingReports, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a report; one per entity and period' })
  draft(@Req() request: ParkRequest, @Body() body: DraftReportDto): Promise<OperatingReport> {
    return this.commands.runForMembers(request, operatingReports, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft or returned → draft, with other figures (If-Match required)' })
  revise(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReviseReportDto): Promise<OperatingReport> {
    return this.commands.runForMembers(request, operatingReports, (command) => this.service.revise(command, id, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → submitted, when the period is over and the figures fit together' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<OperatingReport> {
    return this.commands.runForMembers(request, operatingReports, (command) => this.service.submit(command, id));
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → returned 退回' })
  sendBack(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReturnReportDto): Promise<OperatingReport> {
    return this.commands.run(request, (command) => this.service.sendBack(command, id, body));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → verified 核验, by somebody else than submitted it' })
  verify(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<OperatingReport> {
    return this.commands.run(request, (command) => this.service.verify(command, id));
  }

  @Post(':id/restate')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'Correct a verified report; it stays verified 更正' })
  restate(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RestateReportDto): Promise<OperatingReport> {
    return this.commands.run(request, (command) => this.service.restate(command, id, body));
  }
}
