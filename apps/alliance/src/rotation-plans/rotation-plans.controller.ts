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
import type { RotationPlan } from './rotation-plan.ts';
import { rotationPlans } from './rotation-plan.table.ts';
import { ChangeRotationPlanDto, DraftRotationPlanDto, RotationPlansQuery, WithdrawRotationPlanDto } from './rotation-plans.dto.ts';
import { RotationPlansService } from './rotation-plans.service.ts';

const read = 'alliance:rotation:read';
const write = 'alliance:rotation:write';

@ApiTags('rotation 轮值')
@Controller('rotation-plans')
export class RotationPlansController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(RotationPlansService) private readonly service: RotationPlansService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find plans of the rotation; a member sees those that are approved' })
  list(@Req() request: ParkRequest, @Query() query: RotationPlansQuery): Promise<Page<RotationPlan> | StreamableFile> {
    return this.lists.answer(request, rotationPlans, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One plan' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<RotationPlan> {
    return this.lists.one(request, rotationPlans, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft the plan of a cycle' })
  draft(@Req() request: ParkRequest, @Body() body: DraftRotationPlanDto): Promise<RotationPlan> {
    return this.commands.run(request, (command) => this.service.draft(command, body));
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Change the members or the substitutes of a draft (If-Match required)' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeRotationPlanDto): Promise<RotationPlan> {
    return this.commands.run(request, (command) => this.service.change(command, id, body));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2(['alliance:rotation:approve'])
  @ApiOperation({ summary: 'draft → approved 通过, by somebody else than the one who drafted it; its terms are planned' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<RotationPlan> {
    return this.commands.run(request, (command) => this.service.approve(command, id));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2(['alliance:rotation:approve'])
  @ApiOperation({
    summary: 'approved → withdrawn 撤回, before its first day, with its terms',
    description: 'Another plan may have the days then: so are the days of a plan that has not begun moved.',
  })
  withdraw(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawRotationPlanDto,
  ): Promise<RotationPlan> {
    return this.commands.run(request, (command) => this.service.withdraw(command, id, body.reason));
  }
}
