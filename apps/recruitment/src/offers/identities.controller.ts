import { Controller, Get, Header, Inject, Param, ParseUUIDPipe, Query, Req } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerOf, Id, type ParkRequest } from '@park/service-kit';
import { IdentitiesService, identityHandedOn, type IdentityHandedOn } from './identities.service.ts';

class IdentityQuery {
  @Id({ description: 'The accepted offer for whose sake it is asked for; stands in the audit trail' })
  for: string;
}

@ApiTags('candidates 求职者')
@Controller('candidates')
export class IdentitiesController {
  constructor(@Inject(IdentitiesService) private readonly service: IdentitiesService) {}

  @Get(':id/identity')
  @Header('cache-control', 'no-store')
  @ApiOkResponse(answerOf(identityHandedOn))
  @ApiOAuth2(['recruitment:candidate:identify'])
  @ApiOperation({
    summary:
      'Hands the identity of a candidate who wants a home to housing, while the consent to it stands (flow F3); each time is recorded',
  })
  identity(
    @Req() request: ParkRequest,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { for: offerId }: IdentityQuery,
  ): Promise<IdentityHandedOn> {
    return this.service.handOn(request, id, offerId);
  }
}
