import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, Lists, type Command, type Listing, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { endpoints } from '../endpoints/endpoint.table.ts';
import { attemptsOf, deliveriesOf, type KeysetPage } from './attempts.store.ts';
import { AttemptsQuery, DeliveriesQuery, RecoverDto, ReplayDto, ResendDto } from './deliveries.dto.ts';
import { DeliveriesService } from './deliveries.service.ts';
import * as delivery from './delivery.ts';
import type { Attempt, Counted, Delivery } from './delivery.ts';
import { Dispatcher } from './dispatcher.service.ts';

const read = 'feeds:endpoint:read';
const write = 'feeds:endpoint:write';

/** Answers are no rows of the list, and have no column that a member must not see. */
const countedAnswers = { ...endpoints, operatorOnly: [] } as unknown as Listing<Counted>;

@ApiTags('endpoints 推送端点')
@Controller('endpoints/:id')
export class DeliveriesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DeliveriesService) private readonly service: DeliveriesService,
    @Inject(Dispatcher) private readonly dispatcher: Dispatcher,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get('attempts')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Requests that were sent to it, newest first' })
  @ApiOkResponse(answerOf(delivery.attemptsPage, { items: [delivery.anAttempt], next: null }))
  async attempts(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AttemptsQuery,
  ): Promise<KeysetPage<Attempt>> {
    await this.lists.one(request, endpoints, id);
    return await attemptsOf(this.dataSource, id, query);
  }

  @Get('deliveries')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Entries up to its position that are not acknowledged, oldest first' })
  @ApiOkResponse(answerOf(delivery.deliveriesPage, { items: [delivery.aDelivery], next: null }))
  async deliveries(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: DeliveriesQuery,
  ): Promise<KeysetPage<Delivery>> {
    await this.lists.one(request, endpoints, id);
    return await deliveriesOf(this.dataSource, id, query);
  }

  @Post('test')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Send a test event at once; it is at no position of the feed' })
  @ApiOkResponse(answerOf(delivery.attempt, delivery.anAttempt))
  async test(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Attempt> {
    return await this.service.test(await this.lists.one(request, endpoints, id));
  }

  @Post('resend')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Send one entry again at once' })
  @ApiOkResponse(answerOf(delivery.attempt, delivery.anAttempt))
  async resend(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ResendDto): Promise<Attempt> {
    const attempt = await this.service.resend(await this.lists.one(request, endpoints, id), body.position);
    this.dispatcher.lookAgain();
    return attempt;
  }

  @Post('recover')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Deliveries that were given up since a time wait again' })
  @ApiOkResponse(answerOf(delivery.counted, { count: 12 }))
  recover(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RecoverDto): Promise<Counted> {
    return this.counted(request, (command) => this.service.recover(command, id, new Date(body.since)));
  }

  @Post('replay')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Send a range again, in order, when nothing else is to be sent' })
  @ApiOkResponse(answerOf(delivery.counted, { count: 500 }))
  replay(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReplayDto): Promise<Counted> {
    return this.counted(request, (command) => this.service.replay(command, id, body));
  }

  private async counted(request: ParkRequest, run: (command: Command) => Promise<Counted>): Promise<Counted> {
    const answer = await this.commands.runForMembers(request, countedAnswers, run);
    this.dispatcher.lookAgain();
    return answer;
  }
}
