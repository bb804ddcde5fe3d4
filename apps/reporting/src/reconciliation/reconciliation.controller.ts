import { answerOf } from '@park/service-kit';
import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reconciliationCheck, type ReconciliationCheck } from '@park/contracts';
import { z } from 'zod';
import { aCheck } from '../figures/answer-examples.ts';
import { figures } from '../figures/registry.ts';
import { Reconciliation } from './reconciliation.service.ts';
import { answered } from './recount.ts';

const reconciliation = z.object({ ran_at: z.iso.datetime(), checks: z.array(reconciliationCheck) });

@ApiTags('data quality')
@Controller('reconciliation')
export class ReconciliationController {
  constructor(@Inject(Reconciliation) private readonly reconciliation: Reconciliation) {}

  @Post('run')
  @HttpCode(200)
  @ApiOAuth2(['reporting:projection:manage'])
  @ApiOperation({ summary: 'Count the figures once more from the services’ own records, now; changes no figure' })
  @ApiOkResponse(answerOf(reconciliation, { ran_at: '2025-06-16T02:00:00.000Z', checks: [aCheck] }))
  async run(): Promise<{ ran_at: string; checks: ReconciliationCheck[] }> {
    const { ran_at, checks } = await this.reconciliation.run();
    return { ran_at: ran_at.toISOString(), checks: answered(checks, figures.codes) };
  }
}
