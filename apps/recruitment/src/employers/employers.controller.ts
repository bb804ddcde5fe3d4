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
import type { Employer } from './employer.ts';
import { employers } from './employer.table.ts';
import { ChangeEmployerDto, EmployerReasonDto, EmployersQuery, RegisterEmployerDto, SubmitPapersDto } from './employers.dto.ts';
import { EmployersService } from './employers.service.ts';

const read = 'recruitment:employer:read';
const write = 'recruitment:employer:write';
const decide = 'recruitment:employer:verify';

@ApiTags('employers 用人单位')
@Controller('employers')
export class EmployersController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(EmployersService) private readonly service: EmployersService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find employers; an employer sees itself; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: EmployersQuery): Promise<Page<Employer> | StreamableFile> {
    return this.lists.answer(request, employers, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One employer' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Employer> {
    return this.lists.one(request, employers, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register an employer of the park or from outside; an employer registers itself' })
  register(@Req() request: ParkRequest, @Body() body: RegisterEmployerDto): Promise<Employer> {
    return this.commands.runForMembers(request, employers, (command) => this.service.register(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change its particulars (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeEmployerDto): Promise<Employer> {
    return this.commands.runForMembers(request, employers, (command) => this.service.change(command, id, body));
  }

  @Post(':id/submit-papers')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'registered or rejected → in_review 送审, with the papers that its kind needs' })
  submitPapers(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: SubmitPapersDto): Promise<Employer> {
    return this.commands.runForMembers(request, employers, (command) => this.service.submitPapers(command, id, body.papers));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'in_review → verified 审核通过, by somebody else than the one who handed the papers in' })
  verify(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Employer> {
    return this.commands.run(request, (command) => this.service.verify(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'in_review or verified → rejected 审核未通过, with the reason' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: EmployerReasonDto): Promise<Employer> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/lift')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({
    summary: 'Nothing that came of its no-shows and late cancellations counts any more, by a decision with a reason 恢复资格',
  })
  lift(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: EmployerReasonDto): Promise<Employer> {
    return this.commands.run(request, (command) => this.service.lift(command, id, body.reason));
  }
}
