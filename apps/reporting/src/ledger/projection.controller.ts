import { answerOf } from '@park/service-kit';
import { Controller, Get, HttpCode, Inject, Logger, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { all, type Projection } from './projection.store.ts';
import { Rebuild } from './rebuild.service.ts';

const projections = z.object({
  items: z.array(
    z.object({
      version: z.int(),
      state: z.enum(['building', 'live', 'retired']),
      ledger_version: z.int().describe('Of the definitions that it is derived by'),
      position: z.int().describe('Place in the journal up to which it counts'),
      watermark: z.iso.datetime().nullable(),
      revision: z.int().describe('Rises with every change'),
      rebuilt: z
        .object({
          events: z.int(),
          facts: z.int(),
          hash: z.string().describe('Digest of all facts'),
          replaced_hash: z.string().describe('Digest of those that it replaced'),
          equal: z.boolean().nullable().describe('Null where the definitions have changed'),
          ms: z.number(),
        })
        .nullable(),
      started_at: z.iso.datetime(),
      switched_at: z.iso.datetime().nullable(),
    }),
  ),
});

@ApiTags('projection')
@Controller('projection')
export class ProjectionController {
  private readonly log = new Logger('ProjectionController');

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Rebuild) private readonly rebuild: Rebuild,
  ) {}

  @Get()
  @ApiOkResponse(answerOf(projections))
  @ApiOAuth2(['reporting:kpi:read'])
  @ApiOperation({ summary: 'The ledger that is read, the one being built, and those before, with what each rebuild found' })
  async projections(): Promise<{ items: Projection[] }> {
    return { items: await all(this.dataSource.manager) };
  }

  @Post('rebuild')
  @HttpCode(202)
  @ApiAcceptedResponse(answerOf(projections))
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
