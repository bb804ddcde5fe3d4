import { requireOperator } from '@park/kernel';
import { answerOf, type ParkRequest } from '@park/service-kit';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { hireApplicationStates, type HireApplication } from './hire-application.ts';
import { hireApplications } from './hire-application.store.ts';
import { HireApplicationsQuery } from './hires.dto.ts';

const page = z.object({
  items: z.array(
    z.object({
      offer_id: z.uuid().describe('Of recruitment'),
      event_id: z.string().describe('The event that told of it'),
      correlation_id: z.string(),
      traceparent: z.string().nullable(),
      candidate_id: z.uuid().describe('Reference; the person is known to recruitment, and to housing by the application'),
      employer_uscc: z.string().nullable(),
      start_on: z.iso.date().nullable(),
      state: z.enum(hireApplicationStates),
      attempts: z.int().describe('Those that failed'),
      next_try_at: z.iso.datetime(),
      reason: z.string().nullable().describe('Why it was refused, or why the last attempt failed'),
      application_id: z.uuid().nullable(),
      is_linked: z.boolean().describe('The application was open before'),
      reneged_on: z.iso.date().nullable(),
      received_at: z.iso.datetime(),
    }),
  ),
  next: z.uuid().nullable().describe('`before` of the next page; null on the last one'),
});

@ApiTags('hires 入职安居')
@Controller('hires')
export class HiresController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Get('applications')
  @ApiOkResponse(answerOf(page))
  @ApiOAuth2(['housing:application:read'])
  @ApiOperation({
    summary: 'What became of accepted offers whose candidates want a home (flow F3), the newest first; for the park’s own people',
  })
  async applications(
    @Req() request: ParkRequest,
    @Query() { state, before, limit = 20 }: HireApplicationsQuery,
  ): Promise<{ items: HireApplication[]; next: string | null }> {
    requireOperator(request.caller);
    const filter = { state: state ?? null, before: before ?? null, limit: limit + 1 };
    const rows = await hireApplications(this.dataSource.manager, filter);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? items.at(-1)!.offer_id : null };
  }
}
