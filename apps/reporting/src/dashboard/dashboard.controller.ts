import { Controller, Get, Inject, NotFoundException, Req, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { dashboardConfig, type DashboardConfig } from '@park/contracts';
import { answerOf, type ParkRequest, publicRoute, SETTINGS } from '@park/service-kit';
import type { FastifyReply } from 'fastify';
import type { ReportingSettings } from '../reporting.config.ts';
import { DashboardFiles, type DashboardFile } from './dashboard-files.store.ts';

const scopes = ['openid', 'profile', 'reporting:kpi:read', 'reporting:projection:manage', 'park:parked:manage'];

/** The dashboard itself; whoever opens it signs in there. */
@ApiTags('dashboard')
@Controller()
@SetMetadata(publicRoute, true)
export class DashboardController {
  private readonly policy: string;

  constructor(
    @Inject(SETTINGS) private readonly settings: ReportingSettings,
    @Inject(DashboardFiles) private readonly files: DashboardFiles,
  ) {
    const issuer = new URL(settings.OIDC_ISSUER).origin;
    this.policy = [
      "default-src 'self'",
      `connect-src 'self' ${issuer}`,
      `frame-src 'self' ${issuer}`,
      "img-src 'self' data:",
      "font-src 'self' data:",
      "style-src 'self' 'unsafe-inline'",
      "frame-ancestors 'self'",
      "base-uri 'self'",
      "form-action 'self'",
      "object-src 'none'",
    ].join('; ');
  }

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
    const path = decodeURI(request.url.split('?')[0]!);
    const isPage = request.headers.accept?.includes('text/html') ?? false;
    const file = this.files.find(path) ?? (isPage || path === '/' ? this.files.find('/index.html') : null);
    if (!file) throw new NotFoundException(`Cannot GET ${path}`);
    this.send(request, reply, file);
  }

  private send(request: ParkRequest, reply: FastifyReply, { type, etag, body, gzipped, isHashed }: DashboardFile): void {
    void reply
      .header('content-type', type)
      .header('etag', etag)
      .header('vary', 'accept-encoding')
      .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('content-security-policy', this.policy);
    const zip = gzipped && (request.headers['accept-encoding'] ?? '').includes('gzip');
    if (zip) void reply.header('content-encoding', 'gzip');
    void reply.send(zip ? gzipped : body);
  }
}
