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
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { events } from '@park/contracts';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Expert, ExpertTie } from './expert.ts';
import { experts } from './expert.table.ts';
import { AppointExpertDto, ChangeExpertDto, DeclareTieDto, ExpertsQuery } from './experts.dto.ts';
import { ExpertsService } from './experts.service.ts';

const read = 'events:expert:read';
const write = 'events:expert:write';
const ties = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      expert_id: z.uuid(),
      kind: z.enum(events.tieKinds),
      entity_id: z.uuid().nullable(),
      project_id: z.uuid().nullable(),
      declared_at: z.iso.datetime(),
    }),
  ),
});

@ApiTags('experts 专家')
@Controller('experts')
export class ExpertsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ExpertsService) private readonly service: ExpertsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find experts; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: ExpertsQuery): Promise<Page<Expert> | StreamableFile> {
    return this.lists.answer(request, experts, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One expert, masked' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Expert> {
    return this.lists.one(request, experts, id);
  }

  @Get(':id/ties')
  @ApiOkResponse(answerOf(ties))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'The market entities and projects that the expert has invested in or mentored' })
  async ties(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<{ items: ExpertTie[] }> {
    await this.lists.one(request, experts, id);
    return { items: await this.service.ties(this.dataSource.manager, id) };
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Appoint an expert 聘任 for a term' })
  appoint(@Req() request: ParkRequest, @Body() body: AppointExpertDto): Promise<Expert> {
    return this.commands.run(request, (command) => this.service.appoint(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change fields, term, employer or the subject of the token (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeExpertDto): Promise<Expert> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/declare-tie')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Declare an investment or a mentorship 利益关系; score sheets of what it concerns count no more' })
  declareTie(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DeclareTieDto): Promise<Expert> {
    return this.commands.run(request, (command) => this.service.declareTie(command, id, body));
  }
}
