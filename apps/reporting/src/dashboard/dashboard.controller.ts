import { Controller, Get, Inject, Req, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dashboardConfig, type DashboardConfig } from '@park/contracts';
import { answerOf, type ParkRequest, publicRoute, SETTINGS, WebPage } from '@park/service-kit';
import type { FastifyReply } from 'fastify';
import type { ReportingSettings } from '../reporting.config.ts';

const scopes = ['openid', 'profile', 'reporting:kpi:read', 'reporting:projection:manage', 'park:parked:manage'];

/** The dashboard itself; whoever opens it signs in there. */
@ApiTags('dashboard')
@Controller()
@SetMetadata(publicRoute, true)
export class DashboardController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ReportingSettings,
    @Inject(WebPage) private readonly page: WebPage,
  ) {}

  @Get('dashboard-config.json')
  @ApiOperation({ summary: 'What the dashboard must know to sign in' })
  @ApiOkResponse(answerOf(dashboardConfig))
  config(): DashboardConfig {
    const { PARK_CODE: code, PARK_NAME_ZH: zh, PARK_NAME_EN: en, OIDC_ISSUER: issuer, DASHBOARD_CLIENT_ID: clientId } = this.settings;
    return { park: { code, name: { zh, en } }, issuer, clientId, scopes };
  }

  /** A file of the dashboard, or for a page that only the dashboard knows its entrance. */
  @Get('*')
  @ApiExcludeEndpoint()
  file(@Req() request: ParkRequest, @Res() reply: FastifyReply): void {
    this.page.answer(request, reply);
  }
}
