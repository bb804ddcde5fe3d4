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
import type { Posting } from './posting.ts';
import { postings } from './posting.table.ts';
import { ChangeHeadcountDto, ChangePostingDto, DraftPostingDto, PostingNoteDto, PostingsQuery, RejectPostingDto } from './postings.dto.ts';
import { PostingsService } from './postings.service.ts';

const read = 'recruitment:posting:read';
const write = 'recruitment:posting:write';
const review = 'recruitment:posting:review';

@ApiTags('postings 岗位')
@Controller('postings')
export class PostingsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(PostingsService) private readonly service: PostingsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find postings; an employer sees its own; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: PostingsQuery): Promise<Page<Posting> | StreamableFile> {
    return this.lists.answer(request, postings, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One posting, with what the rules object to' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Posting> {
    return this.lists.one(request, postings, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft a posting; an employer drafts its own' })
  draft(@Req() request: ParkRequest, @Body() body: DraftPostingDto): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Revise it (If-Match required): another version, a draft again, published once it is approved' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangePostingDto): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.change(command, id, body));
  }

  @Post(':id/submit')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft or rejected → in_review 送审; keeps what the rules object to, with the words and the clause' })
  submit(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.submit(command, id));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2([review])
  @ApiOperation({ summary: 'in_review → published 审核通过并发布, by somebody else, while the rules forbid nothing of it' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Posting> {
    return this.commands.run(request, (command) => this.service.approve(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([review])
  @ApiOperation({ summary: 'in_review → rejected 审核未通过, with the rules and the reason' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RejectPostingDto): Promise<Posting> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'published → paused 暂停' })
  pause(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostingNoteDto): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.pause(command, id, body.reason ?? null));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'paused → published 恢复' })
  resume(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.resume(command, id));
  }

  @Post(':id/change-headcount')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'More openings or fewer, without another review; never fewer than are filled' })
  changeHeadcount(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeHeadcountDto): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.changeHeadcount(command, id, body.headcount));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Close it as withdrawn 撤销; its open openings are closed with it' })
  close(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostingNoteDto): Promise<Posting> {
    return this.commands.runForMembers(request, postings, (command) => this.service.withdraw(command, id, body.reason ?? null));
  }
}
