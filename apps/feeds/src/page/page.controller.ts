import { dashboardConfig, type DashboardConfig } from '@park/contracts';
import { answerOf, publicRoute, SETTINGS, WebPage, type ParkRequest } from '@park/service-kit';
import { Controller, Get, Inject, Req, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { FeedsSettings } from '../feeds.config.ts';

const scopes = [
  'openid',
  'profile',
  'feeds:feed:read',
  'feeds:subscription:read',
  'feeds:subscription:write',
  'feeds:endpoint:read',
  'feeds:endpoint:write',
];

/** The page on which a member manages its feed; whoever opens it signs in there. */
@ApiTags('page')
@Controller()
@SetMetadata(publicRoute, true)
export class PageController {
  constructor(
    @Inject(SETTINGS) private readonly settings: FeedsSettings,
    @Inject(WebPage) private readonly page: WebPage,
  ) {}

  @Get('page-config.json')
  @ApiOperation({ summary: 'What the member’s page must know to sign in' })
  @ApiOkResponse(answerOf(dashboardConfig))
  config(): DashboardConfig {
    const { PARK_CODE: code, PARK_NAME_ZH: zh, PARK_NAME_EN: en, OIDC_ISSUER: issuer, MEMBER_PAGE_CLIENT_ID: clientId } = this.settings;
    return { park: { code, name: { zh, en } }, issuer, clientId, scopes };
  }

  @Get('*')
  @ApiExcludeEndpoint()
  file(@Req() request: ParkRequest, @Res() reply: FastifyReply): void {
    this.page.answer(request, reply);
  }
}
