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
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { BackfillService } from './backfill.service.ts';
import { aPreview, preview, type Preview } from './preview.ts';
import { PreviewService } from './preview.service.ts';
import type { Subscription } from './subscription.ts';
import { subscriptions } from './subscription.table.ts';
import { ChangeSubscriptionDto, FilterDto, SubscribeDto, SubscriptionsQuery } from './subscriptions.dto.ts';
import { SubscriptionsService } from './subscriptions.service.ts';

const read = 'feeds:subscription:read';
const write = 'feeds:subscription:write';

@ApiTags('subscriptions 订阅')
@Controller('subscriptions')
export class SubscriptionsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(SubscriptionsService) private readonly service: SubscriptionsService,
    @Inject(BackfillService) private readonly backfill: BackfillService,
    @Inject(PreviewService) private readonly previews: PreviewService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find subscriptions; a member sees its own' })
  list(@Req() request: ParkRequest, @Query() query: SubscriptionsQuery): Promise<Page<Subscription> | StreamableFile> {
    return this.lists.answer(request, subscriptions, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One subscription' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Subscription> {
    return this.lists.one(request, subscriptions, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Subscribe 订阅, by a member for itself or by the park for it; from now, from a time, or from the beginning' })
  async subscribe(@Req() request: ParkRequest, @Body() body: SubscribeDto): Promise<Subscription> {
    const subscription = await this.commands.runForMembers(request, subscriptions, (command) => this.service.subscribe(command, body));
    if (subscription.state === 'catching_up') this.backfill.nudge();
    return subscription;
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'What a filter would have let pass in the last 30 days' })
  @ApiOkResponse(answerOf(preview, aPreview))
  preview(@Req() request: ParkRequest, @Body() body: FilterDto): Promise<Preview> {
    return this.previews.of(request.caller, body);
  }

  @Patch(':id')
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Ask for other events from now on' })
  change(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeSubscriptionDto): Promise<Subscription> {
    return this.commands.runForMembers(request, subscriptions, (command) => this.service.change(command, id, body));
  }

  @Post(':id/end')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'catching_up or active → ended 终止; what it brought stays in the feed' })
  end(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Subscription> {
    return this.commands.runForMembers(request, subscriptions, (command) => this.service.end(command, id));
  }
}
