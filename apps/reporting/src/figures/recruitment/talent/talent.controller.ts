import { Controller, Get, Inject, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { employerStandingList, talentFunnel, type EmployerStandingList, type TalentFunnel } from '@park/contracts';
import { answerOrFile, Choice, DateField, FileQuery, type ParkRequest, Text } from '@park/service-kit';
import { Exports } from '../../../export/exports.service.ts';
import { industry } from '../../industry.ts';
import { employersTable, funnelTable } from './talent-csv.ts';
import { aFunnel, someStandings } from './talent-examples.ts';
import { Talent } from './talent.service.ts';

class FunnelQuery extends FileQuery {
  @DateField({ description: 'First day of the applications; twelve months before `to` without it', optional: true })
  from?: string;

  @DateField({ description: 'Day after their last one; tomorrow without it', optional: true })
  to?: string;

  @Text(40, { description: 'That this fair brought: its id, or `none` for those outside of fairs', optional: true })
  fair?: string;

  @Choice([...Object.keys(industry.values!), 'unknown'], { description: 'Section of GB/T 4754', optional: true })
  industry?: string;
}

// `/talent` and `/talent/<id of a fair>` are pages of the dashboard, so that no answer may have these addresses.
@ApiTags('talent 人才招聘')
@Controller('talent')
@ApiOAuth2(['reporting:kpi:read'])
export class TalentController {
  constructor(
    @Inject(Talent) private readonly talent: Talent,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get('funnel')
  @ApiOperation({
    summary:
      'The applications of a period by how far they came up to 90 days of work, with the days that it took; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(talentFunnel, aFunnel))
  async funnel(@Req() request: ParkRequest, @Query() { headings, ...query }: FunnelQuery): Promise<TalentFunnel | StreamableFile> {
    return await this.exports.answer(request, { name: 'funnel', headings }, await this.talent.funnel(query), funnelTable);
  }

  @Get('employers')
  @ApiOperation({
    summary:
      'The verified employers by their standing, those barred from fairs first; for the park’s operator; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(employerStandingList, someStandings))
  async employers(@Req() request: ParkRequest, @Query() { headings }: FileQuery): Promise<EmployerStandingList | StreamableFile> {
    return await this.exports.answer(request, { name: 'employers', headings }, await this.talent.employers(request.caller), employersTable);
  }
}
