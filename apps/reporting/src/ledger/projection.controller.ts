import { Controller, Get, HttpCode, Inject, Logger, Post, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { all, type Projection } from './projection.store.ts';
import { Rebuild } from './rebuild.service.ts';

@ApiTags('projection')
@Controller('projection')
export class ProjectionController {
  private readonly log = new Logger('ProjectionController');

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Rebuild) private readonly rebuild: Rebuild,
  ) {}

  @Get()
  @ApiOAuth2(['reporting:kpi:read'])
  @ApiOperation({ summary: 'The ledger that is read, the one being built, and those before, with what each rebuild found' })
  async projections(): Promise<{ items: Projection[] }> {
    return { items: await all(this.dataSource.manager) };
  }

  @Post('rebuild')
  @HttpCode(202)
  @ApiOAuth2(['reporting:projection:manage'])
  @ApiOperation({
    summary: 'Derive the ledger anew from the journal, beside the live one, and put it in its place; GET /projection tells how it goes',
  })
  async start(@Req() request: ParkRequest): Promise<{ items: Projection[] }> {
    this.log.log({ msg: 'rebuild asked for', actor: request.caller.id, traceId: request.id });
    await this.rebuild.start();
    return await this.projections();
  }
}
