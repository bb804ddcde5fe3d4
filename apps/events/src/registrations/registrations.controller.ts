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
import { identityInClear, PersonsService, type IdentityInClear } from '@park/directory';
import { Refusal } from '@park/kernel';
import { answerOf, Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CheckInsService } from '../check-in-lists/check-ins.service.ts';
import type { Registration } from './registration.ts';
import { registrations } from './registration.table.ts';
import {
  CancelRegistrationDto,
  ConcludeRegistrationReviewDto,
  RegisterDto,
  RegistrationReasonDto,
  RegistrationsQuery,
  RevertCheckInDto,
} from './registrations.dto.ts';
import { RegistrationsService } from './registrations.service.ts';
import { positionOf } from './waiting-list.store.ts';

const read = 'events:registration:read';
const write = 'events:registration:write';
const door = 'events:check-in:write';

@ApiTags('registrations 报名')
@Controller('registrations')
export class RegistrationsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RegistrationsService) private readonly service: RegistrationsService,
    @Inject(CheckInsService) private readonly checkIns: CheckInsService,
    @Inject(PersonsService) private readonly persons: PersonsService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find registrations; an organisation sees those of its people; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: RegistrationsQuery): Promise<Page<Registration> | StreamableFile> {
    return this.lists.answer(request, registrations, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One registration' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Registration> {
    return this.lists.one(request, registrations, id);
  }

  @Get(':id/position')
  @ApiOkResponse(answerOf(z.object({ ahead: z.int(), waiting: z.int() })))
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Its place on the waiting list: how many wait ahead of it, and in all' })
  async position(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<{ ahead: number; waiting: number }> {
    const registration = await this.lists.one(request, registrations, id);
    if (registration.state !== 'waitlisted') throw new Refusal('conflict', 'not_waiting', 'The registration is not on the waiting list.');
    return await positionOf(this.dataSource.manager, registration);
  }

  @Get(':id/person')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(identityInClear))
  @ApiOAuth2(['events:registration:pii'])
  @ApiOperation({ summary: 'The person in clear; each look is recorded' })
  async person(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<IdentityInClear> {
    const { person_id } = await this.lists.one(request, registrations, id);
    return await this.persons.show(request, person_id!, { registration_id: id });
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Register a person 报名: confirmed, pending where it is to be confirmed by hand, or on the waiting list' })
  register(@Req() request: ParkRequest, @Body() body: RegisterDto): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.register(command, body));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'pending → confirmed 审核通过' })
  confirm(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.confirm(command, id));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'pending → rejected 审核不通过' })
  reject(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: RegistrationReasonDto): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.reject(command, id, body.reason));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'offered → confirmed: the offer from the waiting list is taken' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.accept(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'offered → declined: its places go to the next on the waiting list' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.decline(command, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: '→ cancelled 取消; late once registration is closed. Its places go to those who wait' })
  cancel(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: CancelRegistrationDto): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.cancel(command, id, body));
  }

  @Post(':id/revert-check-in')
  @HttpCode(200)
  @ApiOAuth2([door])
  @ApiOperation({ summary: 'checked_in → confirmed 撤销签到, until the gathering ends; of one list, where it has checked in on several' })
  revertCheckIn(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RevertCheckInDto,
  ): Promise<Registration> {
    return this.commands.run(request, (command) => this.checkIns.revert(command, id, body));
  }

  @Post(':id/reissue-ticket')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Replace its ticket 补发; the one before is void' })
  reissueTicket(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RegistrationReasonDto,
  ): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.reissueTicket(command, id, body.reason));
  }

  @Post(':id/clear-review')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Conclude the review that it was flagged for' })
  clearReview(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConcludeRegistrationReviewDto,
  ): Promise<Registration> {
    return this.commands.run(request, (command) => this.service.clearReview(command, id, body.outcome));
  }
}
