import {
  Body,
  Controller,
  Get,
  Header,
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
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { identityInClear, type IdentityInClear } from '@park/directory';
import { requireOperator } from '@park/kernel';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Candidate } from './candidate.ts';
import { candidates } from './candidate.table.ts';
import { AddResumeDto, AnonymiseDto, CandidatesQuery, ChangeCandidateDto, RegisterCandidateDto, ResumeQuery } from './candidates.dto.ts';
import { CandidatesService, resumeInClear, type ResumeInClear } from './candidates.service.ts';
import { ErasuresService } from './erasures.service.ts';

const read = 'recruitment:candidate:read';
const write = 'recruitment:candidate:write';
const pii = 'recruitment:candidate:pii';

@ApiTags('candidates 求职者')
@Controller('candidates')
export class CandidatesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(CandidatesService) private readonly service: CandidatesService,
    @Inject(ErasuresService) private readonly erasures: ErasuresService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find candidates, masked; an employer sees those who agreed to it; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: CandidatesQuery): Promise<Page<Candidate> | StreamableFile> {
    return this.lists.answer(request, candidates, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One candidate, masked' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Candidate> {
    return this.lists.one(request, candidates, id);
  }

  @Get(':id/person')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(identityInClear))
  @ApiOAuth2([pii])
  @ApiOperation({ summary: 'The person in clear, for the park’s own people; each look is recorded' })
  async person(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<IdentityInClear> {
    requireOperator(request.caller);
    return await this.service.showPerson(request, await this.lists.one(request, candidates, id));
  }

  @Get(':id/resume')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(resumeInClear))
  @ApiOAuth2([pii])
  @ApiOperation({ summary: 'A version of the résumé in clear, for the park’s own people; each look is recorded' })
  async resume(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { version }: ResumeQuery,
  ): Promise<ResumeInClear> {
    requireOperator(request.caller);
    const candidate = await this.lists.one(request, candidates, id);
    return await this.service.showResume(request, candidate, version ?? candidate.resume_version);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register a candidate; a person who is one already is answered as it is' })
  register(@Req() request: ParkRequest, @Body() body: RegisterCandidateDto): Promise<Candidate> {
    return this.commands.run(request, async (command) => (await this.service.enter(command, [body]))[0]!);
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change the particulars (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeCandidateDto): Promise<Candidate> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/resumes')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Hand in a version of the résumé; applications made before keep theirs' })
  addResume(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AddResumeDto): Promise<Candidate> {
    return this.commands.run(request, (command) => this.service.addResume(command, id, body));
  }

  @Post(':id/anonymise')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'active → anonymised 匿名化: the personal data is deleted, the figures stay' })
  anonymise(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AnonymiseDto): Promise<Candidate> {
    return this.commands.run(request, (command) => this.erasures.anonymise(command, id, body.reason));
  }
}
