import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, type ParkRequest } from '@park/service-kit';
import { ApplicationOffersService } from './application-offers.service.ts';
import { ApplicationReviewsService } from './application-reviews.service.ts';
import type { Application } from './application.ts';
import { applications } from './application.table.ts';
import { DecideDto, MoveExpiryDto, MoveValidityDto, OfferDto, RequestSupplementDto } from './applications.dto.ts';

const write = 'housing:application:write';
const decide = 'housing:application:decide';

/** From the review to the home: what the park decides, and how an applicant answers an offer. */
@ApiTags('applications 申请')
@Controller('applications')
export class ApplicationStepsController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(ApplicationReviewsService) private readonly reviews: ApplicationReviewsService,
    @Inject(ApplicationOffersService) private readonly offers: ApplicationOffersService,
  ) {}

  @Post(':id/request-supplement')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → supplement_required 要求补正; a second request moves the day and replaces the items' })
  requestSupplement(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RequestSupplementDto,
  ): Promise<Application> {
    return this.commands.run(request, (command) => this.reviews.requestSupplement(command, id, body));
  }

  @Post(':id/decide')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'submitted → eligible or ineligible 资格审核, by somebody else than submitted it; the answer tells every rule' })
  decide(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: DecideDto): Promise<Application> {
    return this.commands.run(request, (command) => this.reviews.decide(command, id, body));
  }

  @Post(':id/move-validity')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({
    summary:
      'Eligible until another day 调整资格有效期: eligible, waitlisted or offered, by somebody else than submitted it, as long as the policy grants',
  })
  moveValidity(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveValidityDto): Promise<Application> {
    return this.commands.run(request, (command) => this.reviews.moveValidity(command, id, body));
  }

  @Post(':id/waitlist')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'eligible → waitlisted 轮候, in order of valid application time' })
  waitlist(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.commands.run(request, (command) => this.reviews.waitlist(command, id));
  }

  @Post(':id/offer')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'waitlisted → offered 配租: a free home, to the first in the queue whose needs it fits' })
  offer(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: OfferDto): Promise<Application> {
    return this.commands.run(request, (command) => this.offers.offer(command, id, body));
  }

  @Post(':id/move-expiry')
  @HttpCode(200)
  @ApiOAuth2([decide])
  @ApiOperation({ summary: 'The offer expires at another time 调整配租期限, while it stands; at most 30 days from now' })
  moveExpiry(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: MoveExpiryDto): Promise<Application> {
    return this.commands.run(request, (command) => this.offers.moveExpiry(command, id, body));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'offered → converted: a tenancy is reserved' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.offers.accept(command, id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'offered → waitlisted, or offer_declined with the last offer that the policy grants' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Application> {
    return this.commands.runForMembers(request, applications, (command) => this.offers.decline(command, id));
  }
}
