import { Controller, Get, Inject, Param, ParseUUIDPipe, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiOAuth2, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  alliance,
  allianceListPage,
  allianceLists,
  allianceListStates,
  allianceOverview,
  allianceRotation,
  needMatches,
  supervisionList,
  type AllianceListName,
  type AllianceListPage,
  type AllianceOverview,
  type AllianceRotation,
  type NeedMatches,
  type SupervisionList,
} from '@park/contracts';
import { answerOf, answerOrFile, Choice, FileQuery, limits, type ParkRequest, wantedFile, Whole } from '@park/service-kit';
import { Exports } from '../../../export/exports.service.ts';
import { itemsTable, modesTable, rotationTable, supervisionTable } from './alliance-csv.ts';
import { aRotation, anOverview, someItems, someMatches, someSupervision } from './alliance-examples.ts';
import { AllianceLists } from './lists.service.ts';
import { NeedMatching } from './need-matching.service.ts';
import { AllianceOverviews } from './overview.service.ts';

class RotationQuery extends FileQuery {
  @Whole(2000, 2200, { description: 'That of today without it', example: 2026, optional: true })
  year?: number;
}

class ListQuery extends FileQuery {
  @Choice(allianceLists)
  list!: AllianceListName;

  @Choice(['open', ...new Set(Object.values(allianceListStates).flat())], {
    description: 'Of a state in which an item is settled: those of the last twelve months',
    default: 'open',
    optional: true,
  })
  state?: string;

  @Choice(alliance.allianceModes, { optional: true })
  mode?: string;

  @Whole(1, 200, { description: 'Items of a page', default: 50, optional: true })
  limit?: number;

  @Whole(0, 100_000, { description: 'How many items to leave out, from the first on', default: 0, optional: true })
  offset?: number;
}

// `/alliance` is a page of the dashboard, so that no answer may have this address.
@ApiTags('alliance 党建联盟')
@Controller('alliance')
@ApiOAuth2(['reporting:kpi:read'])
export class AllianceController {
  constructor(
    @Inject(AllianceOverviews) private readonly overviews: AllianceOverviews,
    @Inject(AllianceLists) private readonly lists: AllianceLists,
    @Inject(NeedMatching) private readonly matching: NeedMatching,
    @Inject(Exports) private readonly exports: Exports,
  ) {}

  @Get('overview')
  @ApiOperation({
    summary:
      'The alliance today: its chair, members, six modes and coverages, with what would raise these; for the park’s operator; the modes as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(allianceOverview, anOverview))
  async overview(@Req() request: ParkRequest, @Query() { headings }: FileQuery): Promise<AllianceOverview | StreamableFile> {
    return await this.exports.answer(
      request,
      { name: 'alliance-modes', headings },
      await this.overviews.overview(request.caller),
      modesTable,
    );
  }

  @Get('rotation')
  @ApiOperation({ summary: 'The terms of the chair in a year; for the park’s operator; as CSV or a workbook by the Accept header' })
  @ApiOkResponse(answerOrFile(allianceRotation, aRotation))
  async rotation(@Req() request: ParkRequest, @Query() { year, headings }: RotationQuery): Promise<AllianceRotation | StreamableFile> {
    return await this.exports.answer(
      request,
      { name: 'alliance-rotation', headings },
      await this.overviews.rotation(request.caller, year),
      rotationTable,
    );
  }

  @Get('lists')
  @ApiOperation({
    summary:
      'A page of the needs, resources or projects, overdue ones and the oldest first; for the park’s operator; all of them as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(allianceListPage, someItems))
  async list(@Req() request: ParkRequest, @Query() { headings, ...query }: ListQuery): Promise<AllianceListPage | StreamableFile> {
    const asked = wantedFile(request) === null ? query : { ...query, limit: limits.exportRows + 1, offset: 0 };
    return await this.exports.answer(
      request,
      { name: `alliance-${query.list}`, headings },
      await this.lists.list(request.caller, asked),
      itemsTable,
    );
  }

  @Get('resolutions')
  @ApiOperation({
    summary: 'The resolutions and tasks that stand, by due day; for the park’s operator; as CSV or a workbook by the Accept header',
  })
  @ApiOkResponse(answerOrFile(supervisionList, someSupervision))
  async resolutions(@Req() request: ParkRequest, @Query() { headings }: FileQuery): Promise<SupervisionList | StreamableFile> {
    return await this.exports.answer(
      request,
      { name: 'alliance-resolutions', headings },
      await this.lists.supervision(request.caller),
      supervisionTable,
    );
  }

  @Get('needs/:id/matches')
  @ApiOperation({
    summary:
      'The candidates for a need with their points and reasons, also those that do not fit, as the alliance service answers; for the park’s operator',
  })
  @ApiOkResponse(answerOf(needMatches, someMatches))
  async matches(@Req() request: ParkRequest, @Param('id', ParseUUIDPipe) id: string): Promise<NeedMatches> {
    return await this.matching.matches(request.caller, id);
  }
}
