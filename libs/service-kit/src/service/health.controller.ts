import { Controller, Get, HttpStatus, Inject, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { publicRoute } from '../http/auth.guard.ts';
import { Readiness, type PartHealth } from './readiness.service.ts';
import { BACKGROUND } from './tokens.ts';

@ApiExcludeController()
@Controller()
@SetMetadata(publicRoute, true)
export class HealthController {
  constructor(
    @Inject(BACKGROUND) private readonly background: DataSource,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  /** 503 where the process should be started again. */
  @Get('health/live')
  live(@Res({ passthrough: true }) reply: FastifyReply): { status: string; down?: string[] } {
    const down = this.readiness.down();
    if (down.length === 0) return { status: 'up' };
    void reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'down', down };
  }

  /**
   * 503 where requests should go to another instance: without its database this one answers none, and one whose intake stopped is to be
   * restarted. While Kafka is away it answers commands as ever, and says `degraded`.
   */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; parts: Record<string, PartHealth> }> {
    const database = await this.background.query('select 1').then(
      () => ({ state: 'up' }) as const,
      () => ({ state: 'down' }) as const,
    );
    const parts: Record<string, PartHealth> = { database, ...(database.state === 'up' && (await this.readiness.parts())) };
    const states = Object.values(parts).map(({ state }) => state);
    const isDown = states.includes('down') || this.readiness.down().length > 0;
    if (isDown) void reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: isDown ? 'down' : states.every((state) => state === 'up') ? 'up' : 'degraded', parts };
  }
}
