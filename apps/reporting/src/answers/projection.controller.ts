import { Controller, Get, HttpCode, Inject, Logger, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bilingual } from '@park/contracts';
import { answerOf, Choice, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { figures } from '../figures/registry.ts';
import { CatchUp } from '../ledger/catch-up.service.ts';
import { allProjections, readLedger } from '../ledger/projection.store.ts';

const report = z.object({
  events: z.int().describe('Events that it was derived from'),
  facts: z.int(),
  hash: z.string().describe('Of all facts'),
  replaced_hash: z.string().nullable().describe('Of those that it replaced; null where another definition had led to these'),
  equal: z.boolean().nullable().describe('Null where the definitions differ'),
  ms: z.number(),
});

const projections = z.object({
  position: z.int().describe('The last place in the journal'),
  watermark: z.iso.datetime().nullable(),
  revision: z.int().describe('Rises with every change'),
  items: z.array(
    z.object({
      id: z.int(),
      kind: z.string().describe('Kind of subject whose facts it holds'),
      title: bilingual.nullable().describe('Of the kind; null where this version does not know it'),
      version: z.int().describe('Of the definition that it is derived by'),
      state: z.enum(['deriving', 'live', 'retired', 'dropped']),
      position: z.int().describe('The last place in the journal that it counts'),
      figures: z.array(z.string()).describe('Codes of the figures that are read from it'),
      report: report.nullable().describe('What was found when it replaced another'),
      started_at: z.iso.datetime(),
      switched_at: z.iso.datetime().nullable(),
    }),
  ),
});

const kindNames = figures.kinds.map(({ name }) => name);

class RebuildQuery {
  @Choice(kindNames, { description: 'This kind of subject alone; all of them without it', optional: true })
  kind?: string;
}

@ApiTags('projection')
@Controller('projection')
export class ProjectionController {
  private readonly log = new Logger('ProjectionController');

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CatchUp) private readonly catchUp: CatchUp,
  ) {}

  @Get()
  @ApiOkResponse(answerOf(projections))
  @ApiOAuth2(['reporting:kpi:read'])
  @ApiOperation({
    summary: 'Per kind of subject the facts that are read, those being derived, and earlier ones, with what each rebuild found',
  })
  async projections(): Promise<object> {
    const { position, watermark, revision } = await readLedger(this.dataSource.manager);
    const all = await allProjections(this.dataSource.manager);
    const items = all.map(({ id, kind, version, state, stopped_at, report: found, started_at, switched_at }) => ({
      id,
      kind,
      title: figures.kinds.find(({ name }) => name === kind)?.title ?? null,
      version,
      state,
      position: stopped_at ?? position,
      figures: figures.codesReadFrom(kind),
      report: found,
      started_at,
      switched_at,
    }));
    return { position, watermark, revision, items };
  }

  @Post('rebuild')
  @HttpCode(202)
  @ApiAcceptedResponse(answerOf(projections))
  @ApiOAuth2(['reporting:projection:manage'])
  @ApiOperation({
    summary: 'Derive facts anew from the journal, beside the live ones, and put them in their place; GET /projection tells how it goes',
  })
  async rebuild(@Req() request: ParkRequest, @Query() { kind }: RebuildQuery): Promise<object> {
    this.log.log({ msg: 'rebuild asked for', kind: kind ?? 'all', actor: request.caller.id, traceId: request.id });
    await this.catchUp.rebuild(figures.kinds.filter(({ name }) => kind === undefined || name === kind));
    return await this.projections();
  }
}
