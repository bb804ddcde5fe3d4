import { Controller, Get, HttpStatus, Inject, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { publicRoute } from '../http/auth.guard.ts';
import { Readiness } from './readiness.service.ts';

@ApiExcludeController()
@Controller()
@SetMetadata(publicRoute, true)
export class HealthController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Get('health/live')
  live(@Res({ passthrough: true }) reply: FastifyReply): { status: string; failed?: string[] } {
    const failed = this.readiness.dead();
    if (failed.length === 0) return { status: 'up' };
    void reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'down', failed };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; failed?: string[] }> {
    const database = await this.dataSource.query('select 1').then(
      () => [],
      () => ['database'],
    );
    const failed = [...database, ...this.readiness.dead()];
    if (failed.length === 0) return { status: 'up' };
    void reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'down', failed };
  }

  @Get('metrics')
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', register.contentType);
    return await register.metrics();
  }
}
