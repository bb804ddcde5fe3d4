import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { events } from '@park/contracts';
import { answerOf, Lists, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { investors } from '../investors/investor.table.ts';
import { candidates, latestRequests } from './match-request.store.ts';
import { requireForMatching } from './match-request.ts';
import { SuggestionsQuery } from './match-schedule.dto.ts';
import { criteria, suggested, type Suggestion } from './suggestion.ts';

const suggestions = z.object({
  items: z.array(
    z.object({
      project_id: z.uuid(),
      code: z.string(),
      name: z.string(),
      score: z.int(),
      fits: z.boolean(),
      reasons: z.array(z.object({ criterion: z.enum(criteria), fits: z.boolean(), points: z.int(), detail: z.string() })),
      request: z.object({ id: z.uuid(), state: z.enum(events.matchRequestStates) }).nullable(),
    }),
  ),
});

@ApiTags('investors 投资机构')
@Controller('investors')
export class SuggestionsController {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Get(':id/suggestions')
  @ApiOkResponse(answerOf(suggestions))
  @ApiOAuth2(['events:investor:read'])
  @ApiOperation({
    summary:
      'The projects that it might meet 对接推荐, best first, with the reasons for each, also where it does not fit; of the 1,000 newest',
  })
  async suggestions(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { gathering_id, limit = 20 }: SuggestionsQuery,
  ): Promise<{ items: Suggestion[] }> {
    const investor = await this.lists.one(request, investors, id);
    return await this.dataSource.transaction(async (tx) => {
      requireForMatching('/gathering_id', await sharedGathering(tx, gathering_id));
      const items = suggested(investor, await candidates(tx), await latestRequests(tx, gathering_id, id));
      return { items: items.slice(0, limit) };
    });
  }
}
