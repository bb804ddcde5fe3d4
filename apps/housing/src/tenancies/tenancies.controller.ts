import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { identityInClear, PersonsService, type IdentityInClear } from '@park/directory';
import type { Tenancy } from './tenancy.ts';
import { tenancies } from './tenancy.table.ts';
import {
  CancelTenancyDto,
  CheckInDto,
  ClearReviewDto,
  CloseTenancyDto,
  ContractDto,
  MoveDatesDto,
  NoticeDto,
  ReserveDto,
  TenanciesQuery,
} from './tenancies.dto.ts';
import { TenanciesService } from './tenancies.service.ts';

const read = 'housing:tenancy:read';
const write = 'housing:tenancy:write';

@ApiTags('tenancies 租住')
@Controller('tenancies')
export class TenanciesController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(TenanciesService) private readonly service: TenanciesService,
    @Inject(PersonsService) private readonly persons: PersonsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find tenancies; an employer sees those of its nominees; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: TenanciesQuery): Promise<Page<Tenancy> | StreamableFile> {
    return this.lists.answer(request, tenancies, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One tenancy' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Tenancy> {
    return this.lists.one(request, tenancies, id);
  }

  @Get(':id/person')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(identityInClear))
  @ApiOAuth2(['housing:application:pii'])
  @ApiOperation({ summary: 'The tenant in clear; each look is recorded' })
  async person(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<IdentityInClear> {
    const { person_id } = await this.lists.one(request, tenancies, id);
    return await this.persons.show(request, person_id, { tenancy_id: id });
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Reserve 配租 a home that is free, for a person who has none on these days' })
  reserve(@Req() request: ParkRequest, @Body() body: ReserveDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.reserve(command, body));
  }

  @Post(':id/move-dates')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary:
      'reserved or contracted, for other days 调整租期; 409 where the home is taken or the person has another. Rent and deposit stay',
  })
  moveDates(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveDatesDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.moveDates(command, id, body));
  }

  @Post(':id/contract')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'reserved → contracted 签约' })
  contract(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ContractDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.contract(command, id, body));
  }

  @Post(':id/check-in')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'contracted → checked_in 入住, with the deposit paid and the handover complete' })
  checkIn(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CheckInDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.checkIn(command, id, body));
  }

  @Post(':id/notice')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({
    summary: 'checked_in → notice_given 申请退租; before the end it costs half a month’s rent. A second notice moves the day',
  })
  giveNotice(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: NoticeDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.giveNotice(command, id, body));
  }

  @Post(':id/cancel-notice')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'notice_given → checked_in 撤回退租, up to the day of the notice; 409 where another has the home by then' })
  cancelNotice(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.cancelNotice(command, id));
  }

  @Post(':id/close')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'checked_in at its end, notice_given or holdover → closed 退租完成' })
  close(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CloseTenancyDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.close(command, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'reserved or contracted → cancelled 取消; the home is free again' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelTenancyDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body.reason));
  }

  @Post(':id/clear-review')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Conclude the review that it was flagged for' })
  clearReview(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ClearReviewDto): Promise<Tenancy> {
    return this.commands.run(request, (command) => this.service.clearReview(command, id, body.outcome));
  }
}
