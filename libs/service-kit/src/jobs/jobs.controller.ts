import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { answerOf } from '../documentation/answer.ts';
import { Text, Whole } from '../http/fields.dto.ts';
import { Schedule } from './schedule.service.ts';

const refusal = z.object({
  job: z.string(),
  row_id: z.uuid(),
  code: z.string(),
  detail: z.string(),
  tries: z.int(),
  refused_at: z.iso.datetime().describe('For the first time'),
  retry_at: z.iso.datetime(),
});
const jobs = z.object({ items: z.array(z.object({ name: z.string(), refused: z.int().describe('Rows that are due and were refused') })) });

class RefusalsQuery {
  @Text(100, { description: 'Only of this job', optional: true })
  job?: string;

  @Whole(1, 500, { default: 100, optional: true })
  limit?: number;
}

/** The clock jobs of this service, and the rows that they were refused on. */
@ApiTags('jobs')
@Controller('jobs')
@ApiOAuth2(['park:audit:read'])
export class JobsController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Schedule) private readonly schedule: Schedule,
  ) {}

  @Get()
  @ApiOkResponse(answerOf(jobs))
  @ApiOperation({ summary: 'The jobs of the clock, each with the number of rows that it was refused on' })
  async list(): Promise<{ items: { name: string; refused: number }[] }> {
    const rows: { job: string; refused: number }[] = await this.dataSource.query(
      'select job, count(*) as refused from job_refusal group by job',
    );
    const refused = new Map(rows.map((row) => [row.job, row.refused]));
    return { items: this.schedule.names().map((name) => ({ name, refused: refused.get(name) ?? 0 })) };
  }

  @Get('refusals')
  @ApiOkResponse(answerOf(z.object({ items: z.array(refusal), more: z.boolean().describe('There are more than these') })))
  @ApiOperation({ summary: 'Rows that are due and were refused, with the reason and the time of the next try; the longest first' })
  async refusals(@Query() { job, limit = 100 }: RefusalsQuery): Promise<{ items: unknown[]; more: boolean }> {
    const found: unknown[] = await this.dataSource.query(
      'select * from job_refusal where $1::text is null or job = $1 order by refused_at, job, row_id limit $2',
      [job ?? null, limit + 1],
    );
    return { items: found.slice(0, limit), more: found.length > limit };
  }
}
