import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOAuth2, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { KpiAnswer, KpiDefinition } from '@park/contracts';
import { record, toCsv, type ParkRequest } from '@park/service-kit';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { factsTable, tableOf, type Table } from './kpi-csv.ts';
import { FactsQuery, KpiBatch, KpiQuery, questionOf } from './kpi.dto.ts';
import { Kpis } from './kpi.service.ts';
import { definitionOf } from './kpi.ts';
import { kpiOf, kpis } from './registry.ts';

const exportLimit = 50_000;

@ApiTags('figures 指标')
@Controller('kpis')
@ApiOAuth2(['reporting:kpi:read'])
export class KpiController {
  constructor(
    @Inject(Kpis) private readonly figures: Kpis,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All figures with their definitions' })
  definitions(): { items: KpiDefinition[] } {
    return { items: kpis.map(definitionOf) };
  }

  @Post('query')
  @HttpCode(200)
  @ApiOperation({ summary: 'Several figures at once, all of one state of the ledger; changes nothing' })
  async query(@Body() { queries }: KpiBatch): Promise<{ items: KpiAnswer[] }> {
    return { items: await this.figures.answerAll(queries.map((query) => [kpiOf(query.code), questionOf(query)])) };
  }

  @Get(':code')
  @ApiOperation({ summary: 'A figure at a date or over a period, as now or once known; with Accept: text/csv as a table' })
  async answer(@Req() request: ParkRequest, @Param('code') code: string, @Query() query: KpiQuery, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.figures.answer(kpiOf(code), questionOf(query));
    if (wantsCsv(request)) await this.sendCsv(request, reply, code, tableOf(answer));
    else sendTagged(request, reply, JSON.stringify(answer));
  }

  @Get(':code/facts')
  @ApiOperation({ summary: 'The facts that add up to the figure, each with its event, newest first; with Accept: text/csv all of them (at most 50,000)' })
  async facts(@Req() request: ParkRequest, @Param('code') code: string, @Query() query: FactsQuery, @Res() reply: FastifyReply): Promise<void> {
    const { side = 'numerator', cursor, limit = 50 } = query;
    const question = { ...questionOf(query), side, cursor, limit: wantsCsv(request) ? exportLimit : limit };
    const facts = await this.figures.facts(kpiOf(code), question);
    if (wantsCsv(request)) await this.sendCsv(request, reply, `${code}-facts`, factsTable(facts.items));
    else sendTagged(request, reply, JSON.stringify(facts));
  }

  private async sendCsv(request: ParkRequest, reply: FastifyReply, name: string, { columns, rows }: Table): Promise<void> {
    await record(this.dataSource.manager, request, 'exported', { list: name, rows: rows.length });
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`).send(toCsv(columns, rows));
  }
}

function wantsCsv(request: ParkRequest): boolean {
  return request.headers.accept?.includes('text/csv') ?? false;
}

/** The tag is of what is said, so that the same figure at another watermark is another answer. */
function sendTagged(request: ParkRequest, reply: FastifyReply, json: string): void {
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', etag).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] === etag) void reply.code(304).send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(json);
}
