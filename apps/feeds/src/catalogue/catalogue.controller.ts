import { answerOf, SETTINGS, type ParkRequest } from '@park/service-kit';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { FeedsSettings } from '../feeds.config.ts';
import { OpenMembers } from '../members/open-members.service.ts';
import { aCatalogue, catalogue, memberCatalogue, type Catalogue } from './catalogue.ts';
import { memberAsyncApi } from './member-asyncapi.ts';

@ApiTags('catalogue 事件目录')
@Controller('catalogue')
@ApiOAuth2(['feeds:feed:read'])
export class CatalogueController {
  constructor(
    @Inject(OpenMembers) private readonly members: OpenMembers,
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The event types that a member may see, each with the schema of what it is shown and an example' })
  @ApiOkResponse(answerOf(catalogue, aCatalogue))
  async all(@Req() request: ParkRequest): Promise<Catalogue> {
    await this.members.of(request.caller);
    return memberCatalogue;
  }

  @Get('asyncapi.json')
  @ApiOperation({ summary: 'The same as an AsyncAPI 3 document, with the doors' })
  @ApiOkResponse(answerOf(z.record(z.string(), z.unknown()), { asyncapi: '3.0.0' }))
  async asyncApi(@Req() request: ParkRequest): Promise<Record<string, unknown>> {
    await this.members.of(request.caller);
    const { PARK_NAME_ZH, PARK_NAME_EN, PUBLIC_URL } = this.settings;
    return memberAsyncApi({ title: `${PARK_NAME_ZH} · ${PARK_NAME_EN}`, url: PUBLIC_URL, items: memberCatalogue.items });
  }
}
