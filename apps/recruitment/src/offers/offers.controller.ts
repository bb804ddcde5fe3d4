import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Commands, Lists, type Page, type ParkRequest } from '@park/service-kit';
import type { Offer } from './offer.ts';
import { offers } from './offer.table.ts';
import { AcceptOfferDto, DraftOfferDto, ExtendOfferDto, OfferReasonDto, OffersQuery } from './offers.dto.ts';
import { OffersService } from './offers.service.ts';

const read = 'recruitment:offer:read';
const write = 'recruitment:offer:write';

@ApiTags('offers 录用通知')
@Controller('offers')
export class OffersController {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Lists) private readonly lists: Lists,
    @Inject(OffersService) private readonly service: OffersService,
  ) {}

  @Get()
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'Find offers; an employer sees its own; as CSV or a workbook by the Accept header' })
  list(@Req() request: ParkRequest, @Query() query: OffersQuery): Promise<Page<Offer> | StreamableFile> {
    return this.lists.answer(request, offers, query);
  }

  @Get(':id')
  @ApiOAuth2([read])
  @ApiOperation({ summary: 'One offer' })
  one(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Offer> {
    return this.lists.one(request, offers, id);
  }

  @Post()
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'Draft an offer; a live one of the application is deprecated by it' })
  draft(@Req() request: ParkRequest, @Body() body: DraftOfferDto): Promise<Offer> {
    return this.commands.runForMembers(request, offers, (command) => this.service.draft(command, body));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft → approved 审批, by somebody else than the one who drafted it' })
  approve(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<Offer> {
    return this.commands.runForMembers(request, offers, (command) => this.service.approve(command, id));
  }

  @Post(':id/extend')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'approved → extended 发出, until it expires' })
  extend(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: ExtendOfferDto): Promise<Offer> {
    return this.commands.runForMembers(request, offers, (command) => this.service.extend(command, id, new Date(body.expires_at)));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'extended → accepted 接受: the answer of the candidate fills an opening, and a hire is agreed' })
  accept(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: AcceptOfferDto): Promise<Offer> {
    return this.commands.runForMembers(request, offers, (command) => this.service.accept(command, id, body));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'extended → declined 谢绝, with the reason of the candidate' })
  decline(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: OfferReasonDto): Promise<Offer> {
    return this.commands.runForMembers(request, offers, (command) => this.service.decline(command, id, body.reason));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOAuth2([write])
  @ApiOperation({ summary: 'draft, approved or extended → withdrawn 撤回' })
  withdraw(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: OfferReasonDto): Promise<Offer> {
    return this.commands.runForMembers(request, offers, (command) => this.service.withdraw(command, id, body.reason));
  }
}
