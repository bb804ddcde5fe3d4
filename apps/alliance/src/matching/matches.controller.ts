import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { bilingual } from '@park/contracts';
import { Refusal } from '@park/kernel';
import { answerOf, CLOCK, Lists, type Clock, type ParkRequest } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ownNeeds } from '../needs/need.table.ts';
import { candidatesFor } from './candidate.store.ts';
import { reasonCodes } from './match-words.ts';
import { matches } from './matcher.ts';
import { MatchesQuery } from './matches.dto.ts';
import { criteria, matchingRules } from './matching-rules.ts';

const reason = z.object({
  criterion: z.enum(criteria),
  code: z.enum(reasonCodes),
  fits: z.boolean(),
  points: z.int(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).describe('The numbers and words of the text'),
  text: bilingual,
});

const matchesAnswer = z.object({
  need_id: z.uuid(),
  code: z.string(),
  open: z.int().describe('What is still needed, in `unit`'),
  unit: z.string(),
  rules: z.object({ version: z.string(), weights: z.record(z.string(), z.int()) }),
  candidates: z.int().describe('That were considered'),
  fitting: z.int().describe('Of these, those that fit'),
  is_complete: z
    .boolean()
    .describe('False where there are more: the newest resources of each category and the first 5,000 members were considered'),
  items: z.array(
    z.object({
      rank: z.int().describe('The same for candidates with the same points'),
      kind: z.enum(['resource', 'member']),
      id: z.uuid().describe('Of the resource or the membership'),
      code: z.string(),
      title: z.string().nullable(),
      membership_id: z.uuid(),
      member_name: z.string(),
      fits: z.boolean(),
      points: z.int().describe('Of 100'),
      reasons: z.array(reason),
    }),
  ),
});

@ApiTags('needs 需求清单')
@Controller('needs')
export class MatchesController {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':id/matches')
  @ApiOkResponse(answerOf(matchesAnswer))
  @ApiOAuth2(['alliance:need:read'])
  @ApiOperation({
    summary:
      'The resources and members that might answer a need 供需对接, best first, with the reasons for each, also where it does not fit',
    description: 'For the owner of the need and for the park, while the need is a draft or published.',
  })
  async matches(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { limit = 20, offset = 0 }: MatchesQuery,
  ): Promise<z.infer<typeof matchesAnswer>> {
    const need = await this.lists.one(request, ownNeeds, id);
    if (need.state !== 'draft' && need.state !== 'published')
      throw new Refusal('conflict', 'need_not_open', 'Only a draft or a published need is matched.', { extra: { state: need.state } });
    const { version, weights } = matchingRules;
    const { candidates, isComplete } = await candidatesFor(this.dataSource.manager, need, matchingRules, this.clock());
    const all = matches(need, candidates, matchingRules);
    return {
      need_id: need.id,
      code: need.code,
      open: need.quantity - need.claimed,
      unit: need.unit,
      rules: { version, weights },
      candidates: all.length,
      fitting: all.filter(({ fits }) => fits).length,
      is_complete: isComplete,
      items: all.slice(offset, offset + limit),
    };
  }
}
