import { answerOf, answerOrFile, FileQuery, limits, wantedFile } from '@park/service-kit';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { kpiAnswer, kpiDefinition, kpiFacts, type KpiAnswer, type KpiDefinition, type KpiFacts } from '@park/contracts';
import { isOperator, Refusal } from '@park/kernel';
import type { ParkRequest, ReadyJson } from '@park/service-kit';
import { z } from 'zod';
import { Exports } from '../export/exports.service.ts';
import { anAnswer, someFacts } from '../figures/answer-examples.ts';
import { figures } from '../figures/registry.ts';
import { requireAllowed, shownTo } from '../kpi/small-numbers.ts';
import { definitionsTable, factsTable, tableOf } from './kpi-csv.ts';
import { FactsQuery, KpiBatch, KpiFileQuery, questionOf } from './kpi.dto.ts';
import { Kpis } from './kpi.service.ts';

const { definitionOf, kpiOf, kpis } = figures;

@ApiTags('figures 指标')
@Controller('kpis')
@ApiOAuth2(['reporting:kpi:read'])
export class KpiController {
  constructor(
    @Inject(Kpis) private readonly kpis: Kpis,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All figures with their definitions; as CSV or a workbook by the Accept header' })
  @ApiOkResponse(answerOrFile(z.object({ items: z.array(kpiDefinition) }), { items: [definitionOf(kpis[0]!)] }))
  definitions(@Req() request: ParkRequest, @Query() { headings }: FileQuery): Promise<{ items: KpiDefinition[] } | StreamableFile> {
    return this.exports.answer(request, { name: 'kpis', headings }, { items: kpis.map(definitionOf) }, ({ items }) =>
      definitionsTable(items),
    );
  }

  @Post('query')
  @HttpCode(200)
  @ApiOperation({ summary: 'Several figures at once, all of one state of the ledger; changes nothing' })
  @ApiOkResponse(answerOf(z.object({ items: z.array(kpiAnswer) }), { items: [anAnswer] }))
  async query(@Req() { caller }: ParkRequest, @Body() { queries }: KpiBatch): Promise<{ items: KpiAnswer[] }> {
    const asked = queries.map((query) => [kpiOf(query.code), questionOf(query)] as const);
    for (const [kpi, question] of asked) requireAllowed(caller, kpi, question);
    return { items: (await this.kpis.answerAll(asked)).map((answer, i) => shownTo(caller, asked[i]![0], answer)) };
  }

  @Get(':code')
  @ApiParam({ name: 'code', example: 'occupancy_rate' })
  @ApiOperation({ summary: 'A figure at a date or over a period, as now or once known; as CSV or a workbook by the Accept header' })
  @ApiOkResponse(answerOrFile(kpiAnswer, anAnswer))
  async answer(
    @Req() request: ParkRequest,
    @Param('code') code: string,
    @Query() query: KpiFileQuery,
  ): Promise<ReadyJson | StreamableFile | KpiAnswer> {
    const [kpi, question] = [kpiOf(code), questionOf(query)];
    requireAllowed(request.caller, kpi, question);
    if (wantedFile(request) === null) return await this.kpis.ready(request.caller, kpi, question);
    return await this.exports.answer(
      request,
      { name: code, headings: query.headings },
      shownTo(request.caller, kpi, await this.kpis.answer(kpi, question)),
      tableOf,
    );
  }

  @Get(':code/facts')
  @ApiParam({ name: 'code', example: 'occupied_area' })
  @ApiOperation({
    summary:
      'The facts that add up to the figure, each with its event, newest first; all of them, up to 50,000, as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(kpiFacts, someFacts))
  async facts(@Req() request: ParkRequest, @Param('code') code: string, @Query() query: FactsQuery): Promise<KpiFacts | StreamableFile> {
    const kpi = kpiOf(code);
    if (!isOperator(request.caller))
      throw new Refusal('forbidden', 'operator_only', 'Facts tell of single enterprises and persons; they are for the park’s operator.');
    const { side = 'numerator', cursor, limit = 50, headings } = query;
    const facts = await this.kpis.facts(kpi, {
      ...questionOf(query),
      side,
      cursor,
      limit: wantedFile(request) === null ? limit : limits.exportRows + 1,
    });
    return await this.exports.answer(request, { name: `${code}-facts`, headings }, facts, ({ items }) => factsTable(items));
  }
}
